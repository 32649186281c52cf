import { Domain } from '@swf/models';

const orders = new Domain('orders', { retentionPeriodInDays: 30 });
if (!(await orders.exists())) await orders.save();
