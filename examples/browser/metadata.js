// Reads the document `saddle` out of an ONNX file. onnxruntime-web does not show a file's metadata, but the file is a Protocol
// Buffers message, of which this page has to know two things: ModelProto.metadata_props is field 14, and each of its entries has
// the key as field 1 and the value as field 2.

const KNOWN_FORMAT = 1;
const METADATA = 14;
const KEY = 1;
const VALUE = 2;

/** What a file says of itself. Throws an Error, one sentence, where it cannot be drawn from here. */
export function readMetadata(bytes) {
  const text = property(bytes, "saddle");
  if (text === undefined) {
    throw new Error("It was not exported by Saddle: it has no metadata named saddle.");
  }
  return check(parse(text));
}

function property(bytes, name) {
  let found;
  try {
    for (const { number, value } of fields(bytes)) {
      if (number !== METADATA || !value) {
        continue;
      }
      const entry = new Map([...fields(value)].map((field) => [field.number, field.value]));
      if (utf8(entry.get(KEY)) === name) {
        found = utf8(entry.get(VALUE));
      }
    }
  } catch {
    throw new Error("It is not ONNX, or is damaged.");
  }
  return found;
}

// The fields of a message in their order; what is not of the length-delimited kind is passed over and has no value.
function* fields(bytes) {
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = varint(reader), number = Math.floor(tag / 8), kind = tag % 8;
    if (kind === 0) {
      varint(reader);
      yield { number };
    } else if (kind === 2) {
      const length = varint(reader);
      yield { number, value: take(reader, length) };
    } else if (kind === 1 || kind === 5) {
      take(reader, kind === 1 ? 8 : 4);
      yield { number };
    } else {
      throw new RangeError(`kind ${kind}`);
    }
  }
}

function varint(reader) {
  let value = 0, scale = 1;
  for (let k = 0; k < 10 && reader.at < reader.bytes.length; k++, scale *= 128) {
    const byte = reader.bytes[reader.at++];
    value += (byte & 127) * scale;
    if (byte < 128) {
      return value;
    }
  }
  throw new RangeError("a number that does not end");
}

function take(reader, length) {
  const end = reader.at + length;
  if (end > reader.bytes.length) {
    throw new RangeError("a field that does not end");
  }
  const value = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return value;
}

function utf8(bytes) {
  return bytes === undefined ? undefined : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function parse(text) {
  try {
    const document = JSON.parse(text);
    return { recipe: "", run: "", step: 0, bytes: false, precision: "float32", classes: [], ...document };
  } catch {
    throw new Error("It was not exported by Saddle, or is damaged: its metadata cannot be read.");
  }
}

function check(metadata) {
  if (!(metadata.format <= KNOWN_FORMAT)) {
    throw new Error(`It was exported by a newer Saddle, in format ${metadata.format}, and this page knows ${KNOWN_FORMAT}.`);
  }
  if (metadata.kind !== "generator") {
    throw new Error(`It holds a part of the kind ${metadata.kind}, and pictures are drawn from a generator.`);
  }
  if (metadata.shape?.length !== 3) {
    throw new Error("It draws points, and this page shows pictures.");
  }
  if (metadata.shape[0] !== 1 && metadata.shape[0] !== 3) {
    throw new Error(`Its pictures have ${metadata.shape[0]} channels, and this page shows those with 1 or 3.`);
  }
  if (metadata.input_channels) {
    throw new Error("It needs a picture to begin with, and this page gives it none.");
  }
  if (metadata.vocabulary) {
    throw new Error("It needs a caption, and this page gives it none.");
  }
  return metadata;
}
