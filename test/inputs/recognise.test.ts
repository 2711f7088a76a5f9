import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { specInput } from '../../src/given/spec-input.ts';
import { recognise } from '../../src/inputs/recognise.ts';
import { scan } from '../../src/scan.ts';
import { fileWith } from '../wiring/typed.ts';

describe('what is read', () => {
  test.each<[string, string, string]>([
    ['OpenAPI in JSON', '{"openapi":"3.2.0"}', 'openapi'],
    [
      'OpenAPI in YAML that mentions curl',
      'openapi: 3.0.0\ninfo:\n  description: |\n    curl https://a.example\n',
      'openapi',
    ],
    ['Swagger', 'swagger: "2.0"', 'openapi'],
    ['a Postman collection', '{"info":{"name":"x","schema":"…"},"item":[]}', 'postman'],
    ['the same as the interface gives it', '{"collection":{"info":{"name":"x"},"item":[]}}', 'postman'],
    [
      'a Postman environment',
      '{"_postman_variable_scope":"environment","values":[{"key":"a","value":"b"}]}',
      'postman-environment',
    ],
    ['a HAR file', '\uFEFF{"log":{"version":"1.2","entries":[]}}', 'har'],
    ['a curl command', 'curl https://a.example', 'curl'],
    ['a script of curl commands', '#!/bin/bash\nset -e\ncurl https://a.example\n', 'curl'],
    ['a raw request', 'GET /users HTTP/1.1\r\nHost: a.example\r\n\r\n', 'raw-requests'],
    ['an .http file', '### all\nGET {{host}}/users\n', 'raw-requests'],
    ['a GraphQL schema', '"The root"\ntype Query {\n  me: User\n}\n', 'sdl'],
    ['a GraphQL schema in its own words', '{"data":{"__schema":{"types":[]}}}', 'introspection'],
    ['nothing known', 'hello', 'openapi'],
  ])('%s', (_name, text, kind) => {
    expect(recognise(text).kind).toBe(kind);
  });
});

describe('a wrong file says what it is', () => {
  test.each<[string, string]>([
    ['is an AsyncAPI 2.6 document', 'asyncapi: 2.6.0\nchannels: {}\n'],
    ['is an AsyncAPI 3.0 document', '{"asyncapi":"3.0.0"}'],
    [
      'is an OpenAPI overlay (Overlay 1.0), which changes a document and is none',
      'overlay: 1.0.0\nactions: []\n',
    ],
    ['is an Arazzo 1.0 description of workflows', 'arazzo: 1.0.1\n'],
    ['is an OpenRPC 1.2 document', '{"openrpc":"1.2.6"}'],
    ['is a Swagger 1.2 document', '{"swaggerVersion":"1.2"}'],
    ['is a WSDL', '<?xml version="1.0"?>\n<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/">'],
    ['is a WADL', '<application xmlns="http://wadl.dev.java.net/2009/02">'],
    ['is an HTML page', '<!DOCTYPE html><html></html>'],
    ['is an XML document', '<notes/>'],
    ['is a Terraform file', 'resource "aws_s3_bucket" "b" {\n}\n'],
    ['is a Kubernetes manifest (Deployment)', 'apiVersion: apps/v1\nkind: Deployment\n'],
    ['is a Compose file', 'services:\n  api:\n    image: x\n'],
    ['is a GitHub workflow', 'on:\n  push:\njobs:\n  a: {}\n'],
    ['is a Protocol Buffers file', 'syntax = "proto3";\n'],
    ['is a RAML document', '#%RAML 1.0\ntitle: x\n'],
    ['is a Postman collection of format 1', '{"id":"1","order":[],"requests":[]}'],
    ['is an Insomnia export', '{"_type":"export","__export_format":4,"resources":[]}'],
    ['is a JSON Schema', '{"$schema":"https://json-schema.org/draft/2020-12/schema"}'],
    ['is the manifest of a package', '{"name":"x","dependencies":{}}'],
    ['is a JSON Schema', '$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\n'],
    ['is a GraphQL document with queries, which is no schema', 'query Me($id: ID!) {\n  me { name }\n}\n'],
    ['is a GraphQL document with queries, which is no schema', 'fragment Name on User { name }\n'],
    ['is a HAR file without a request', '{"log":{"version":"1.2","entries":[]}}'],
    ['is a Postman collection without a request', '{"info":{"name":"x"},"item":[]}'],
    [
      'is a Postman environment, which holds no requests: give the collection that it belongs to as well',
      '{"_postman_variable_scope":"environment","values":[{"key":"a","value":"b"}]}',
    ],
    ['is empty', ''],
    ['is empty', ' \n'],
    ['is a JSON list', '[]'],
    ['is an image', '\uFFFDPNG\r\n\u001A\n\u0000\u0000\u0000\rIHDR'],
    ['is an image', '\uFFFD\uFFFD\uFFFD\uFFFD\u0000\u0010JFIF\u0000'],
    ['is an image', 'GIF89a\u0001\u0000'],
    ['is an image', 'RIFF\uFFFD\u0001\u0000\u0000WEBPVP8 '],
    ['is a ZIP file', 'PK\u0003\u0004\u0014\u0000'],
    ['is a compressed file', '\u001F\uFFFD\u0008\u0000'],
    ['is a PDF', '%PDF-1.7\n'],
    ['is a program', '\u007FELF\u0002\u0001'],
    ['is a database', 'SQLite format 3\u0000'],
    ['is not text in UTF-8', 'a\u0000b\u0000'],
    ['is a PEM file', '-----BEGIN CERTIFICATE-----\n'],
  ])('%s', async (sentence, text) => {
    const failure = scan({
      guesses: 'first',
      url: 'http://127.0.0.1:27100',
      specs: [specInput(fileWith(text))],
    });
    await expect(failure).rejects.toMatchObject({ exitCode: 2, code: 'invalid-spec' });
    await expect(failure).rejects.toThrow(sentence);
  });
});

test('a folder, and a file that is not there, are said before anything is sent', () => {
  const named = (name: string) => () => specInput(name);
  expect(named(tmpdir())).toThrow(`Cannot read the document ${tmpdir()}: it is a folder.`);
  expect(named(tmpdir())).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(named('no-such-file.yaml')).toThrow(
    'Cannot read the document no-such-file.yaml: there is no such file.',
  );
});
