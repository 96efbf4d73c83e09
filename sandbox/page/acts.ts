import { type Context, Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Answer } from '#sandbox/slack/slack-sandbox.ts';
import type { Scene } from './scene.ts';
import { readModalValues } from './slack/modal-values.ts';

/** What the page is told after an act: whether it went well, and if not, what a person should read. */
interface Outcome {
  ok: boolean;
  message?: string;
}
type Act = (form: FormData, scene: Scene, c: Context) => Outcome | Promise<Outcome>;

const done: Outcome = { ok: true };

/** What a person does on the page, each a POST of form fields under `/act`. */
export function createActs(sceneOf: (c: Context) => Scene): Hono {
  const app = new Hono();
  const on = (path: string, act: Act) => app.post(path, async (c) => c.json(await outcomeOf(act, sceneOf(c), c)));
  on('/who', (form, { around }, c) => {
    const user = text(form, 'user');
    if (!around.people.some(({ id }) => id === user)) return { ok: false, message: `There is no person ${user}.` };
    setCookie(c, 'who', user, { path: '/', httpOnly: true, sameSite: 'Strict' });
    return done;
  });
  on('/slack/act', async (form, scene) =>
    told(await personOf(scene).act({ ...pick(form), channel: text(form, 'channel'), ts: text(form, 'ts') }), scene),
  );
  on('/slack/say', say);
  on('/slack/delete', (form, scene) => (personOf(scene).deleteMessage(text(form, 'channel'), text(form, 'ts')), done));
  on('/slack/hide', (form, { seen, me }) => (seen.hide(me.id, text(form, 'ts')), done));
  on('/slack/view/act', async (form, scene) => told(await personOf(scene).actInView(pick(form)), scene));
  on('/slack/home/act', async (form, scene) => told(await personOf(scene).actInHome(pick(form)), scene));
  on('/slack/view/submit', submit);
  on('/slack/view/dismiss', async (_form, scene) => (await personOf(scene).dismiss(), done));
  addGithubActs(on);
  addPagerdutyActs(on);
  on('/samples/:name', async (_form, { samples }, c) => {
    const sample = samples.find(({ name }) => name === c.req.param('name'));
    if (!sample) return { ok: false, message: 'There is no such sample.' };
    await sample.send();
    return done;
  });
  return app;
}

function addGithubActs(on: (path: string, act: Act) => void): void {
  const issueOf = (c: Context): [string, number] => [
    `${c.req.param('owner')}/${c.req.param('name')}`,
    Number(c.req.param('number')),
  ];
  const at = '/github/:owner/:name/issues/:number';
  on(
    `${at}/comment`,
    (form, { sandboxes: { github } }, c) => (github.person.comment(...issueOf(c), text(form, 'body')), done),
  );
  on(`${at}/reopen`, (_form, { sandboxes: { github } }, c) => (github.person.reopen(...issueOf(c)), done));
  on(`${at}/close`, (form, { sandboxes: { github } }, c) => {
    github.person.close(...issueOf(c), text(form, 'reason') === 'not_planned' ? 'not_planned' : 'completed');
    return done;
  });
}

function addPagerdutyActs(on: (path: string, act: Act) => void): void {
  const idOf = (c: Context) => c.req.param('id') ?? '';
  on(
    '/pagerduty/:id/acknowledge',
    (_form, { sandboxes, me }, c) => (sandboxes.pagerduty.person.acknowledge(idOf(c), me.realName), done),
  );
  on(
    '/pagerduty/:id/resolve',
    (_form, { sandboxes, me }, c) => (sandboxes.pagerduty.person.resolve(idOf(c), me.realName), done),
  );
  on(
    '/pagerduty/:id/note',
    (form, { sandboxes, me }, c) => (sandboxes.pagerduty.person.note(idOf(c), me.realName, text(form, 'text')), done),
  );
}

/** The sandboxes throw when an act makes no sense any more, such as one on a deleted message: the person reads why. */
async function outcomeOf(act: Act, scene: Scene, c: Context): Promise<Outcome> {
  try {
    return await act(await c.req.formData(), scene, c);
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

async function say(form: FormData, scene: Scene): Promise<Outcome> {
  const channel = text(form, 'channel');
  const words = text(form, 'text').trim();
  const threadTs = text(form, 'thread_ts');
  if (words === '') return done;
  if (!words.startsWith('/')) {
    await (threadTs === '' ? personOf(scene).say(channel, words) : personOf(scene).say(channel, words, threadTs));
    return done;
  }
  if (threadTs !== '') return { ok: false, message: 'Slash commands do not work in threads.' };
  return told(await personOf(scene).command(channel, words), scene, words.split(/\s/)[0]);
}

async function submit(form: FormData, scene: Scene): Promise<Outcome> {
  const top = scene.sandboxes.slack.workspace.views(scene.me.id).at(-1);
  if (!top) return { ok: false, message: 'This form is closed already.' };
  return told(await personOf(scene).submit(readModalValues(top, form)), scene);
}

function told(answer: Answer, { sandboxes }: Scene, what = 'That'): Outcome {
  if (answer.ok) return done;
  if (answer.error === 'invalid_input') return { ok: false }; // the reasons stand under the fields
  const app = sandboxes.slack.workspace.bot.name;
  const why =
    answer.error === 'operation_timeout'
      ? 'did not respond in time'
      : 'is not running, or its answer could not be used';
  return { ok: false, message: `${what} failed: ${app} ${why} (${answer.error}).` };
}

function pick(form: FormData): { actionId: string; value?: string; option?: string } {
  const value = form.get('value');
  const options = form.getAll('option').map(String);
  return {
    actionId: text(form, 'action_id'),
    ...(typeof value === 'string' ? { value } : {}),
    ...(form.has('holds_many') ? { option: options as unknown as string } : {}),
    ...(options[0] !== undefined && !form.has('holds_many') ? { option: options[0] } : {}),
  };
}

function personOf({ sandboxes, me }: Scene): ReturnType<Scene['sandboxes']['slack']['person']> {
  return sandboxes.slack.person(me.id);
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
