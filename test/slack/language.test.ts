import { expect, test } from 'vitest';
import { until } from '#test/until.ts';
import { aDoor, channel, modalOf, told } from './a-door.ts';
import { textsIn } from './texts-in.ts';

test('/irene language says what is set and how to change it', async () => {
  const { sandbox } = await aDoor();
  await sandbox.person('UAKI').command(channel, '/irene language');
  const said = await told(sandbox);
  expect(said).toContain('in English, as everybody who has chosen nothing.');
  expect(said).toContain('/irene language ja');
  await sandbox.person('UAKI').command(channel, '/irene language fr');
  expect(await told(sandbox, 2)).toContain('`fr` is none of her languages.');
});

test('who chooses Japanese is answered in it at once, others are not', async () => {
  const { sandbox, desk } = await aDoor();
  await sandbox.person('UAKI').command(channel, '/irene help');
  expect(await told(sandbox)).toContain('What Irene understands');
  await sandbox.person('UAKI').command(channel, '/irene language JA');
  expect(await told(sandbox, 2)).toContain('これから、あなたへの回答は日本語で表示されます。');
  expect(desk.ops.languages.get('slack:UAKI')).toBe('ja');
  await sandbox.person('UAKI').command(channel, '/irene language');
  expect(await told(sandbox, 3)).toContain('選択された日本語');
  await sandbox.person('UBEN').command(channel, '/irene help');
  expect(await told(sandbox, 4)).toContain('What Irene understands');
});

test('modals, what is wrong on them, and the App Home are in the language of the person', async () => {
  const { sandbox, desk, press, id } = await aDoor();
  desk.ops.languages.set('slack:UAKI', 'ja');
  await press('UAKI', 'more', `1:${id}:close`);
  expect(textsIn((await modalOf(sandbox, 'UAKI')).view)).toContain('キャンセル');
  await sandbox.person('UAKI').submit({ reason: 'accepted_risk' });
  expect(JSON.stringify((await modalOf(sandbox, 'UAKI')).errors)).toMatch(/[\p{Script=Hiragana}]/u);
  sandbox.person('UAKI').openHome();
  const home = await until('a home', () => sandbox.workspace.home('UAKI'));
  expect(textsIn(home).join('\n')).toMatch(/[\p{Script=Hiragana}]/u);
});

test('what the channel sees stays in the language of the house', async () => {
  const { sandbox, desk, id } = await aDoor();
  desk.ops.languages.set('slack:UAKI', 'ja');
  await sandbox.person('UAKI').command(channel, `/irene show ${id} --here`);
  await until('the card', () => sandbox.workspace.messages(channel).length > 1);
  expect(textsIn(sandbox.workspace.messages(channel).at(-1))).toContain('Ack');
});

test('a store that does not answer leaves people with the language of the house', async () => {
  const { sandbox, desk, lines } = await aDoor();
  desk.ops.language = () => Promise.reject(new Error('no store'));
  await sandbox.person('UAKI').command(channel, '/irene help');
  expect(await told(sandbox)).toContain('What Irene understands');
  expect(lines.map(({ message }) => message)).toContain('the language of a person cannot be read');
});
