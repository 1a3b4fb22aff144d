// Decodes each argument (a record in Confluent's wire format, base64) by the registry at the first one; prints a JSON array.
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry')

const [host, ...records] = process.argv.slice(2)
const registry = new SchemaRegistry({ host })

Promise.all(records.map((record) => registry.decode(Buffer.from(record, 'base64'))))
  .then((decoded) => console.log(JSON.stringify(decoded)))
  .catch((error) => {
    console.error(error)
    process.exit(1)
  })
