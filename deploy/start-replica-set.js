// Run by mongosh at every start: makes the replica set and the product's own account when they are missing.
const { readFileSync } = require('fs');

const members = ['mongodb-1', 'mongodb-2', 'mongodb-3'];
const secret = (name) => readFileSync(`/secrets/${name}`, 'utf8');
const connect = (host, query) => new Mongo(`mongodb://root:${secret('root-password')}@${host}:27017/admin?authSource=admin&tls=true&tlsCAFile=/secrets/ca.crt${query}`);

const first = connect(members[0], '&directConnection=true').getDB('admin');
try {
  first.runCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.codeName !== 'NotYetInitialized') throw error;
  first.runCommand({ replSetInitiate: { _id: 'hewu', members: members.map((host, _id) => ({ _id, host: `${host}:27017` })) } });
}

// Waits for a primary: the driver looks for one for thirty seconds, then this ends with an error and is started again.
const hewu = connect(members.join(':27017,'), '&replicaSet=hewu').getDB('hewu');
if (!hewu.getUser('hewu')) {
  // Its own database and nothing else.
  hewu.createUser({ user: 'hewu', pwd: secret('hewu-password'), roles: [{ role: 'readWrite', db: 'hewu' }] }, { w: 'majority' });
}
print('the replica set has a primary, and the product its account');
