// Ask an endpoint in each way that two clients have, and print what was found as JSON.
import { SparqlEndpointFetcher } from "fetch-sparql-endpoint";
import ParsingClient from "sparql-http-client/ParsingClient.js";
import StreamClient from "sparql-http-client/StreamClient.js";

const [endpoint, store] = process.argv.slice(2);
const ontology = "https://w3id.org/mgi-graph/ontology#";
const findings = `SELECT ?finding { ?finding a <${ontology}Finding> }`;
const cities = `CONSTRUCT WHERE { ?city a <${ontology}City> }`;
const mistake = "SELECT * {\n?s ?p }";
const found = {};

for (const method of ["GET", "POST"]) {
  const fetcher = new SparqlEndpointFetcher({ method });
  const solutions = await (await fetcher.fetchBindings(endpoint, findings)).toArray();
  const triples = await (await fetcher.fetchTriples(endpoint, cities)).toArray();
  found[`fetch-sparql-endpoint ${method}`] = {
    findings: solutions.map((each) => each.finding.value),
    cities: triples.map((each) => each.subject.value),
    any: await fetcher.fetchAsk(endpoint, cities.replace("CONSTRUCT WHERE", "ASK")),
    mistake: await fetcher.fetchBindings(endpoint, mistake).then(String, (error) => error.message),
  };
}

const client = new ParsingClient({ endpointUrl: endpoint });
for (const operation of ["get", "postUrlencoded", "postDirect"]) {
  const solutions = await client.query.select(findings, { operation });
  const dataset = await client.query.construct(cities, { operation });
  found[`sparql-http-client ${operation}`] = {
    findings: solutions.map((each) => each.finding.value),
    cities: [...dataset].map((each) => each.subject.value),
    any: await client.query.ask(cities.replace("CONSTRUCT WHERE", "ASK"), { operation }),
    mistake: await client.query.select(mistake, { operation }).then(String, (error) => error.message),
  };
}
const graphs = new StreamClient({ storeUrl: store }).store;
const profile = client.factory.namedNode("https://w3id.org/mgi-graph/id/graph/col-medellin-2022");
const quads = await graphs.get(profile).toArray();
found.reported = quads.filter((each) => each.predicate.value === `${ontology}reportedIn`).length;

console.log(JSON.stringify(found));
