// Compile JSON Schemas with ajv and hold documents against them.
// In (stdin): {"schemas": {name: schema}, "documents": [[path, name, data]]}; name is the path below the site.
// Out (stdout): [[path, fault]].
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { schemas, documents } = JSON.parse(readFileSync(0, "utf-8"));
const found = [];
let name = "";
// Strict: an unknown keyword or format is an error, and so is a default that nobody would see.
// The models say `required` beside `$ref` and `if` without types; that is legal and left alone.
const ajv = addFormats.default(
  new Ajv2020({
    allErrors: false,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    logger: { log() {}, warn: (text) => found.push([name, text]), error: (text) => found.push([name, text]) },
  }),
);
const ids = {};
for (const [path, schema] of Object.entries(schemas)) {
  ids[path] = schema.$id ?? path;
  name = path;
  try {
    ajv.addSchema(schema, schema.$id ? undefined : path);
  } catch (error) {
    found.push([path, error.message]);
  }
}
const validators = {};
for (const path of Object.keys(schemas)) {
  name = path;
  try {
    validators[path] = ajv.getSchema(ids[path]);
  } catch (error) {
    found.push([path, error.message]);
  }
}
for (const [path, schema, data] of documents) {
  const validate = validators[schema];
  if (!validate) found.push([path, `its schema ${schema} is not published`]);
  else if (!validate(data))
    for (const error of validate.errors) found.push([path, [`${error.instancePath}: ${error.message}`, error.params.additionalProperty].join(" ").trim()]);
}
console.log(JSON.stringify(found));
