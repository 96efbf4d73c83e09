#!/usr/bin/env node
import './require-node.js';

const { prove } = await import('../bench/prove.ts');
process.exitCode = await prove(process.argv.slice(2));
