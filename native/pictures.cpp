// Reading picture files: which codec, within which limits.
#include "codecs.h"

#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include "boundary.h"

namespace saddle {
namespace {

int32_t format_of(const encoded_picture& file) {
  const auto begins_with = [&](size_t offset, const char* magic, size_t length) {
    return file.byte_count >= offset + length && std::memcmp(file.bytes + offset, magic, length) == 0;
  };
  if (begins_with(0, "\xff\xd8\xff", 3)) return SADDLE_JPEG;
  if (begins_with(0, "\x89PNG\r\n\x1a\n", 8)) return SADDLE_PNG;
  if (begins_with(0, "RIFF", 4) && begins_with(8, "WEBP", 4)) return SADDLE_WEBP;
  throw std::runtime_error("it is no JPEG, PNG or WebP picture");
}

void probe(const encoded_picture& file, saddle_picture& header) {
  header.format = format_of(file);
  const auto probe_format = header.format == SADDLE_JPEG ? probe_jpeg : header.format == SADDLE_PNG ? probe_png : probe_webp;
  probe_format(file, header);
  check_size(header.width, header.height);
}

// a / 255 to the nearest, for a up to 255 * 255.
inline uint32_t over_255(uint32_t a) { return (a + 128 + ((a + 128) >> 8)) >> 8; }

}  // namespace

void check_size(int64_t width, int64_t height) {
  const std::string size = "it is " + std::to_string(width) + "x" + std::to_string(height) + " pixels; ";
  if (width < 1 || height < 1) throw std::runtime_error(size + "a picture has at least one");
  if (width > maximum_side || height > maximum_side || width * height > maximum_pixels) {
    throw std::runtime_error(size + "at most 65535 a side and 100 megapixels can be read");
  }
}

void encoded_picture::composite(const uint8_t* source, int channels, int64_t count, uint8_t* destination) const {
  const uint32_t red = background >> 16 & 255, green = background >> 8 & 255, blue = background & 255;
  const uint32_t luma = (299 * red + 587 * green + 114 * blue + 500) / 1000;
  const uint32_t behind[3] = {channels == 2 ? luma : red, green, blue};
  for (; count > 0; --count) {
    const uint32_t opacity = source[channels - 1];
    for (int channel = 0; channel < channels - 1; ++channel) {
      *destination++ = static_cast<uint8_t>(over_255(source[channel] * opacity + behind[channel] * (255 - opacity)));
    }
    source += channels;
  }
}

}  // namespace saddle

int32_t saddle_picture_probe(const uint8_t* bytes, int64_t byte_count, saddle_picture* header) noexcept {
  return saddle::guarded([&] { saddle::probe({bytes, static_cast<size_t>(byte_count), 0}, *header); });
}

int32_t saddle_picture_decode(const uint8_t* bytes, int64_t byte_count, uint32_t background, uint8_t* pixels,
                              int64_t pixel_bytes) noexcept {
  return saddle::guarded([&] {
    const saddle::encoded_picture file{bytes, static_cast<size_t>(byte_count), background};
    saddle_picture header;
    saddle::probe(file, header);
    if (pixel_bytes != int64_t{header.width} * header.height * header.channels) {
      throw std::invalid_argument("the room for the pixels is not what the picture needs");
    }
    const auto decode = header.format == SADDLE_JPEG ? saddle::decode_jpeg
                        : header.format == SADDLE_PNG ? saddle::decode_png
                                                      : saddle::decode_webp;
    decode(file, header, pixels);
  });
}

void saddle_bytes_free(uint8_t* bytes) noexcept { std::free(bytes); }
