'use strict'

// Arguments: the folder that holds node_modules, the port, how long a stream is in creation, the limit of shards.
const net = require('net')
const path = require('path')
const [folder, port, createMs, shardLimit] = process.argv.slice(1)
const home = path.join(folder, 'node_modules', 'kinesis-local')

Object.assign(process.env, {
  KINESIS_MOCK_PLAIN_PORT: port,
  KINESIS_MOCK_TLS_PORT: '0',
  KINESIS_MOCK_CERT_PATH: path.join(home, 'server.json'),
  CREATE_STREAM_DURATION: createMs + 'ms',
  DELETE_STREAM_DURATION: '0ms',
  SHARD_LIMIT: shardLimit,
  SHOULD_PERSIST_DATA: 'false',
  LOG_LEVEL: 'ERROR',
})

// It would listen on every address of the machine.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (wanted, whenListening) {
  return listen.call(this, {port: wanted, host: '127.0.0.1'}, () => {
    whenListening()
    if (String(wanted) === port) {
      console.log('READY')
    }
  })
}

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()

require(home)
