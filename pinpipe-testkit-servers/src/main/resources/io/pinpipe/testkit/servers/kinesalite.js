'use strict'

// Arguments: the folder that holds node_modules, kinesalite's options as JSON, and 'tls' for a second port with TLS.
const fs = require('fs')
const https = require('https')
const path = require('path')
const [folder, options, tls] = process.argv.slice(1)
const home = path.join(folder, 'node_modules', 'kinesalite')
const kinesalite = require(home)

const server = kinesalite(JSON.parse(options))

// kinesalite accepts CBOR, and then holds the data in a form that no reader gets back.
const [handle] = server.listeners('request')
server.removeAllListeners('request')
const answer = (request, response) => {
  if (!(request.headers['content-type'] || '').startsWith('application/x-amz-cbor')) {
    handle(request, response)
    return
  }
  request.resume()
  response.statusCode = 400
  response.setHeader('x-amzn-ErrorType', 'SerializationException')
  response.setHeader('x-amzn-error-message', 'kinesalite cannot store CBOR: start Java with -Daws.cborEnabled=false')
  response.end()
}
server.on('request', answer)

// Longer than clients keep an idle connection, so that none is closed just when it is used again.
const KEEP_ALIVE_MS = 120000
server.keepAliveTimeout = KEEP_ALIVE_MS

// kinesalite throws when a client hangs up in the middle of a request.
process.on('uncaughtException', (error) => {
  if (error.code !== 'ECONNRESET') {
    console.error(error)
    process.exit(1)
  }
})

process.stdin.on('end', () => process.exit(0))
process.stdin.resume()

server.listen(0, '127.0.0.1', () => {
  const address = 'http://127.0.0.1:' + server.address().port
  if (tls !== 'tls') {
    console.log('READY ' + address)
    return
  }
  const pem = (name) => fs.readFileSync(path.join(home, 'ssl', name))
  const secure = https.createServer({key: pem('server-key.pem'), cert: pem('server-crt.pem')}, answer)
  secure.keepAliveTimeout = KEEP_ALIVE_MS
  secure.listen(0, '127.0.0.1', () => console.log('READY ' + address + ' https://127.0.0.1:' + secure.address().port))
})
