import swf from 'aws-swf';

const decider = new swf.Decider({ domain: 'orders', taskList: { name: 'orders' } });
decider.on('decisionTask', (task) => task.response.stop({ result: 'done' }));
decider.start();
