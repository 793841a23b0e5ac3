// Measures zen-engine on the samples that bench_rules wrote:
//
//   node rule_peer.mjs FOLDER
//
// FOLDER has samples.json, and the engine is installed into it. Prints for each
// sample its name, the microseconds of an evaluation and the sum of the results
// of all cases, with tabs between them. Where it cannot, its last line says why
// and it exits with 1.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const kPackage = '@gorules/zen-engine';
const kVersion = '0.54.0';
const kInstallMilliseconds = 120_000;
const kRounds = 5;

function load(folder) {
  const require = createRequire(join(folder, 'package.json'));
  try {
    return require(kPackage);
  } catch {
    const npm = spawnSync(
      'npm',
      ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund',
        '--ignore-scripts', `${kPackage}@${kVersion}`],
      { timeout: kInstallMilliseconds, encoding: 'utf8' },
    );
    if (npm.error?.code === 'ENOENT') throw new Error('there is no npm');
    if (npm.status !== 0) throw new Error('npm could not install it');
    return require(kPackage);
  }
}

function node(id, type, content) {
  return { id, name: id, type, content, position: { x: 0, y: 0 } };
}

function decision(nodes, edges) {
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [node('input', 'inputNode', {}), ...nodes,
      node('output', 'outputNode', {})],
    edges: edges.map(([sourceId, targetId]) => (
      { id: `${sourceId}-${targetId}`, type: 'edge', sourceId, targetId })),
  };
}

// FEEL's intervals, comparisons and strings are written as in zen.
function table(id, inputs, output, rules) {
  return node(id, 'decisionTableNode', {
    hitPolicy: 'first',
    inputs: inputs.map((field) => ({ id: field, name: field, field })),
    outputs: [{ id: 'result', name: output, field: output }],
    rules: rules.map((cells, i) => ({
      _id: `r${i + 1}`,
      ...Object.fromEntries(inputs.map((field, k) => [field, cells[k]])),
      result: cells[inputs.length],
    })),
  });
}

function named(inputs, values) {
  return Object.fromEntries(inputs.map((name, i) => [name, values[i]]));
}

function tableSample({ inputs, rules, cases }) {
  return {
    content: decision([table('table', inputs, 'result', rules)],
      [['input', 'table'], ['table', 'output']]),
    cases: cases.map((values) => named(inputs, values)),
  };
}

function scorecardSample({ inputs, tables, weights, cases }) {
  const measures = inputs.map((_, i) => `measure${i}`);
  const nodes = tables.map((rules, i) => (
    table(`table${i}`, [measures[i]], `points${i}`, rules)));
  const sum = weights.map((weight, i) => `${weight} * points${i}`).join(' + ');
  nodes.push(node('sum', 'expressionNode',
    { expressions: [{ id: 'sum', key: 'result', value: sum }] }));
  const edges = tables.flatMap((_, i) => (
    [['input', `table${i}`], [`table${i}`, 'sum']]));
  return {
    content: decision(nodes, [...edges, ['sum', 'output']]),
    cases: cases.map((values) => named(measures, values)),
  };
}

// Times are the processor's, of all threads, as bench_rules measures its own.
async function measure(decision, cases, milliseconds, options) {
  const times = [];
  let sum = 0;
  for (let round = 0; round < kRounds; round += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    let calls = 0;
    let took;
    do {
      sum = 0;
      for (const input of cases) {
        sum += (await decision.evaluate(input, options)).result.result;
      }
      calls += cases.length;
      took = performance.now() - start;
    } while (took < milliseconds);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / calls);
  }
  times.sort((a, b) => a - b);
  return { microseconds: times[Math.floor(kRounds / 2)], sum };
}

async function main(folder) {
  const engine = new (load(folder).ZenEngine)();
  const samples = JSON.parse(readFileSync(join(folder, 'samples.json')));
  const report = async (name, { content, cases }, options) => {
    const { microseconds, sum } = await measure(
      engine.createDecision(content), cases, samples.milliseconds, options);
    console.log(`${name}\t${microseconds}\t${sum}`);
  };
  const scorecard = scorecardSample(samples.scorecard);
  await report('table', tableSample(samples.table), {});
  await report('scorecard', scorecard, {});
  await report('traced scorecard', scorecard, { trace: true });
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.log(String(error.message ?? error).split('\n')[0]);
  process.exit(1);
}
