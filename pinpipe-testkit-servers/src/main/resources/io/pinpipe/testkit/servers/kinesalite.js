'use strict'

// Arguments: the folder that holds node_modules, and kinesalite's options as JSON.
const path = require('path')
const [folder, options] = process.argv.slice(1)
const kinesalite = require(path.join(folder, 'node_modules', 'kinesalite'))

const server = kinesalite(JSON.parse(options))

// kinesalite accepts CBOR, and then holds the data in a form that no reader gets back.
const [handle] = server.listeners('request')
server.removeAllListeners('request')
server.on('request', (request, response) => {
  if (!(request.headers['content-type'] || '').startsWith('application/x-amz-cbor')) {
    handle(request, response)
    return
  }
  request.resume()
  response.statusCode = 400
  response.setHeader('x-amzn-ErrorType', 'SerializationException')
  response.setHeader('x-amzn-error-message', 'kinesalite cannot store CBOR: start Java with -Daws.cborEnabled=false')
  response.end()
})

// Longer than clients keep an idle connection, so that none is closed just when it is used again.
server.keepAliveTimeout = 120000

// kinesalite throws when a client hangs up in the middle of a request.
process.on('uncaughtException', (error) => {
  if (error.code !== 'ECONNRESET') {
    console.error(error)
    process.exit(1)
  }
})

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()

server.listen(0, '127.0.0.1', () => console.log('READY http://127.0.0.1:' + server.address().port))
