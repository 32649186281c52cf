import { ActivityWorker } from '@swf/actors';

const worker = new ActivityWorker({ name: 'orders' }, 'payments', {
  activities: { 'charge-card': (order) => ({ charged: order }) },
});
await worker.start();
