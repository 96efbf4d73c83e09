import { answerList } from './answer-list.ts';
import type { PagerdutyApp, PagerdutyDesk } from './pagerduty-app.ts';
import { notFound } from './pagerduty-error.ts';
import { renderOncall, renderService, renderUser } from './render-incident.ts';

/** Services, users and who is on call. The token belongs to the first user. */
export function addAccountRoutes(app: PagerdutyApp, { world, urls }: PagerdutyDesk): void {
  app.get('/services', (c) => answerList(c, 'services', world.services, (service) => renderService(urls(c), service)));
  app.get('/services/:id', (c) => {
    const service = world.services.find((candidate) => candidate.id === c.req.param('id'));
    if (service === undefined) throw notFound();
    return c.json({ service: renderService(urls(c), service) });
  });
  app.get('/users', (c) => answerList(c, 'users', world.users, (user) => renderUser(urls(c), user)));
  app.get('/users/:id', (c) => {
    const id = c.req.param('id');
    const user = world.users.find((candidate, index) => (id === 'me' ? index === 0 : candidate.id === id));
    if (user === undefined) throw notFound();
    return c.json({ user: renderUser(urls(c), user) });
  });
  app.get('/oncalls', (c) => {
    const levels = world.users.map((user, index) => ({ user, level: index + 1 }));
    return answerList(c, 'oncalls', levels, ({ user, level }) => renderOncall(urls(c), user, level));
  });
}
