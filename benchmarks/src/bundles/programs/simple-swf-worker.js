import swf from 'simple-swf';

console.log(Object.keys(swf).length);
