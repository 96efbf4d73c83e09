#!/usr/bin/env node
import './require-node.js';

const { writeCoverage } = await import('../bench/rule-coverage.ts');
process.exitCode = await writeCoverage();
