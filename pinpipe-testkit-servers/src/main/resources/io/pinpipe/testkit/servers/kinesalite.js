'use strict'

// Arguments: the folder that holds node_modules, the port, a second one with TLS or 0, kinesalite's options as JSON.
const fs = require('fs')
const https = require('https')
const path = require('path')
const [folder, port, tlsPort, options] = process.argv.slice(1)
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

server.listen(Number(port), '127.0.0.1', () => {
  if (tlsPort === '0') {
    console.log('READY')
    return
  }
  const pem = (name) => fs.readFileSync(path.join(home, 'ssl', name))
  const secure = https.createServer({key: pem('server-key.pem'), cert: pem('server-crt.pem')}, answer)
  secure.keepAliveTimeout = KEEP_ALIVE_MS
  secure.listen(Number(tlsPort), '127.0.0.1', () => console.log('READY'))
})
