// WebP through libwebp.
#include <webp/decode.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "codecs.h"

namespace saddle {
namespace {

void check(VP8StatusCode status) {
  const char* reason = nullptr;
  switch (status) {
    case VP8_STATUS_OK:
      return;
    case VP8_STATUS_OUT_OF_MEMORY:
      throw std::bad_alloc();
    case VP8_STATUS_NOT_ENOUGH_DATA:
      reason = "the file ends too early";
      break;
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      reason = "it uses a feature that libwebp does not know";
      break;
    default:
      reason = "its bits are no picture";
      break;
  }
  throw std::runtime_error("its WebP data cannot be decoded (" + std::string(reason) + ")");
}

}  // namespace

void probe_webp(const encoded_picture& file, saddle_picture& header) {
  WebPBitstreamFeatures features;
  check(WebPGetFeatures(file.bytes, file.byte_count, &features));
  if (features.has_animation) throw std::runtime_error("it is an animated WebP; only still pictures can be read");
  header.width = features.width;
  header.height = features.height;
  header.channels = 3;
  header.has_opacity = features.has_alpha ? 1 : 0;
  header.passes = 1;
}

void decode_webp(const encoded_picture& file, const saddle_picture& header, uint8_t* pixels) {
  const int channels = header.has_opacity ? 4 : 3;
  const int64_t count = int64_t{header.width} * header.height;
  std::vector<uint8_t> opacity(header.has_opacity ? 4 * count : 0);
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) throw std::runtime_error("libwebp is of another version than its headers");
  config.output.colorspace = header.has_opacity ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = header.has_opacity ? opacity.data() : pixels;
  config.output.u.RGBA.stride = channels * header.width;
  config.output.u.RGBA.size = static_cast<size_t>(channels * count);
  const VP8StatusCode status = WebPDecode(file.bytes, file.byte_count, &config);
  WebPFreeDecBuffer(&config.output);
  check(status);
  if (header.has_opacity) file.composite(opacity.data(), 4, count, pixels);
}

}  // namespace saddle
