#!/usr/bin/env node
import './require-node.js';

const { prove } = await import('../bench/prove.ts');
const { proofs } = await import('../bench/proofs.ts');
process.exitCode = await prove(process.argv.slice(2), proofs, 'prove');
