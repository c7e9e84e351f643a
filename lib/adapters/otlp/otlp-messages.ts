import protobuf from 'protobufjs/light.js';

/*
 * The messages of OTLP's trace service (opentelemetry-proto 1.x: collector/trace/v1, trace/v1, resource/v1, common/v1), as
 * far as they are read here; fields that aren't named are passed over.
 */
type Fields = Record<string, string>;

const MESSAGES: Record<string, Fields> = {
  ExportTraceServiceRequest: { resourceSpans: '1 repeated ResourceSpans' },
  ExportTraceServiceResponse: { partialSuccess: '1 ExportTracePartialSuccess' },
  ExportTracePartialSuccess: { rejectedSpans: '1 int64', errorMessage: '2 string' },
  ResourceSpans: { resource: '1 Resource', scopeSpans: '2 repeated ScopeSpans' },
  Resource: { attributes: '1 repeated KeyValue' },
  ScopeSpans: { scope: '1 InstrumentationScope', spans: '2 repeated Span' },
  InstrumentationScope: { name: '1 string' },
  Span: {
    ...{ traceId: '1 bytes', spanId: '2 bytes', parentSpanId: '4 bytes', name: '5 string', kind: '6 int32' },
    ...{ startTimeUnixNano: '7 fixed64', endTimeUnixNano: '8 fixed64', attributes: '9 repeated KeyValue' },
    ...{ events: '11 repeated Event', status: '15 Status' },
  },
  Event: { timeUnixNano: '1 fixed64', name: '2 string', attributes: '3 repeated KeyValue' },
  Status: { message: '2 string', code: '3 int32' },
  KeyValue: { key: '1 string', value: '2 AnyValue' },
  AnyValue: {
    ...{ stringValue: '1 string', boolValue: '2 bool', intValue: '3 int64', doubleValue: '4 double' },
    ...{ arrayValue: '5 ArrayValue', kvlistValue: '6 KeyValueList', bytesValue: '7 bytes' },
  },
  ArrayValue: { values: '1 repeated AnyValue' },
  KeyValueList: { values: '1 repeated KeyValue' },
};

const root = new protobuf.Root();
for (const [name, fields] of Object.entries(MESSAGES)) {
  const message = new protobuf.Type(name);
  for (const [field, text] of Object.entries(fields)) {
    const [id, ...words] = text.split(' ');
    const [rule, type] = words.length === 2 ? words : [undefined, words[0]];
    message.add(new protobuf.Field(field, Number(id), String(type), rule));
  }
  // Without it an absent value would read as the first kind's empty one.
  if (name === 'AnyValue') message.add(new protobuf.OneOf('value', Object.keys(fields)));
  root.add(message);
}
const requests = root.lookupType('ExportTraceServiceRequest');
const responses = root.lookupType('ExportTraceServiceResponse');

/** An ExportTraceServiceRequest as its JSON mapping has it, but ids and bytes as they are. Throws for other bytes. */
export function decodeTraceRequest(bytes: Uint8Array): unknown {
  return requests.toObject(requests.decode(bytes), { longs: String });
}

/** An ExportTraceServiceResponse that says how many spans were rejected and why. */
export function encodeTraceResponse(partialSuccess: {
  rejectedSpans: number;
  errorMessage: string;
}): Uint8Array {
  return responses.encode({ partialSuccess }).finish();
}
