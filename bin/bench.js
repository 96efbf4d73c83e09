#!/usr/bin/env node
import './require-node.js';

const { prove } = await import('../bench/prove.ts');
const { benches } = await import('../bench/benches.ts');
process.exitCode = await prove(process.argv.slice(2), benches, 'bench');
