// JPEG through libjpeg. Its errors leave by longjmp, which must not pass anything that has a destructor: between setjmp and the
// functions of libjpeg there are only plain structures, and exceptions are thrown after it has returned.
#include <cstdio>  // jpeglib.h needs it

#include <jerror.h>
#include <jpeglib.h>

#include <csetjmp>
#include <stdexcept>
#include <string>

#include "codecs.h"

namespace saddle {
namespace {

// A progressive file may ask for any number of passes over all of its pixels with a few bytes each.
constexpr int maximum_scans = 100;

struct jpeg_reader {
  jpeg_decompress_struct codec;
  jpeg_error_mgr errors;
  jpeg_progress_mgr progress;
  std::jmp_buf failure;
  char message[JMSG_LENGTH_MAX];
};

[[noreturn]] void fail(j_common_ptr codec) {
  auto& reader = *static_cast<jpeg_reader*>(codec->client_data);
  codec->err->format_message(codec, reader.message);
  std::longjmp(reader.failure, 1);
}

// libjpeg goes on after a warning and makes something up for what is missing. Only warnings about bytes that change no pixel
// pass.
void warn(j_common_ptr codec, int level) {
  if (level >= 0) return;
  const int code = codec->err->msg_code;
  if (code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM && code != JWRN_JFIF_MAJOR && code != JWRN_TOO_MUCH_DATA)
    fail(codec);
}

void count_scans(j_common_ptr codec) {
  if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number <= maximum_scans) return;
  auto& reader = *static_cast<jpeg_reader*>(codec->client_data);
  std::snprintf(reader.message, sizeof reader.message, "more than %d scans", maximum_scans);
  std::longjmp(reader.failure, 1);
}

void open(jpeg_reader& reader, const encoded_picture& file) {
  reader.codec.err = jpeg_std_error(&reader.errors);
  reader.errors.error_exit = fail;
  reader.errors.emit_message = warn;
  reader.codec.client_data = &reader;
  jpeg_create_decompress(&reader.codec);
  reader.progress.progress_monitor = count_scans;
  reader.codec.progress = &reader.progress;
  jpeg_mem_src(&reader.codec, file.bytes, static_cast<unsigned long>(file.byte_count));
  jpeg_read_header(&reader.codec, TRUE);
}

// `pixels` null: the header only. False: it failed, and `message` says why.
bool read(jpeg_reader& reader, const encoded_picture& file, uint8_t* pixels, uint8_t* row) {
  if (setjmp(reader.failure)) return false;
  open(reader, file);
  if (!pixels) return true;
  jpeg_decompress_struct& codec = reader.codec;
  const bool inks = codec.num_components == 4;
  codec.out_color_space = codec.num_components == 1 ? JCS_GRAYSCALE : inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(&codec);
  const size_t stride = size_t{codec.output_width} * (inks ? 3 : codec.output_components);
  while (codec.output_scanline < codec.output_height) {
    uint8_t* target = pixels + codec.output_scanline * stride;
    uint8_t* line = inks ? row : target;
    jpeg_read_scanlines(&codec, &line, 1);
    if (!inks) continue;
    // Programs that write inks write them inverted, as Adobe's do: how much light each leaves.
    for (size_t x = 0; x < codec.output_width; ++x) {
      for (size_t ink = 0; ink < 3; ++ink) {
        target[3 * x + ink] = static_cast<uint8_t>((2 * row[4 * x + ink] * row[4 * x + 3] + 255) / 510);
      }
    }
  }
  return true;
}

// The header when `pixels` is null.
void run(jpeg_reader& reader, const encoded_picture& file, uint8_t* pixels, uint8_t* row) {
  reader.codec.mem = nullptr;  // so that it can be destroyed even if it could not be created
  const bool done = read(reader, file, pixels, row);
  jpeg_destroy_decompress(&reader.codec);
  if (!done) throw std::runtime_error("its JPEG data cannot be decoded (" + std::string(reader.message) + ")");
}

}  // namespace

void probe_jpeg(const encoded_picture& file, saddle_picture& header) {
  jpeg_reader reader{};
  run(reader, file, nullptr, nullptr);
  const int components = reader.codec.num_components;
  if (components != 1 && components != 3 && components != 4) {
    throw std::runtime_error("it is a JPEG of " + std::to_string(components) +
                             " components; 1 (grey), 3 (colour) and 4 (inks) can be read");
  }
  header.width = static_cast<int32_t>(reader.codec.image_width);
  header.height = static_cast<int32_t>(reader.codec.image_height);
  header.channels = components == 1 ? 1 : 3;
  header.has_opacity = 0;
  header.passes = 1;
}

void decode_jpeg(const encoded_picture& file, const saddle_picture& header, uint8_t* pixels) {
  jpeg_reader reader{};
  std::string row(4 * static_cast<size_t>(header.width), '\0');
  run(reader, file, pixels, reinterpret_cast<uint8_t*>(row.data()));
}

}  // namespace saddle
