// What the picture codecs share: the limits, and how what is see-through meets the background.
#pragma once
#include <cstddef>
#include <cstdint>

#include "saddle.h"

namespace saddle {

// Files come from anywhere: what a header promises is checked before memory is taken for it.
constexpr int64_t maximum_side = 65535;
constexpr int64_t maximum_pixels = 100'000'000;

void check_size(int64_t width, int64_t height);

// The bytes of a file, and where its pixels go.
struct encoded_picture {
  const uint8_t* bytes;
  size_t byte_count;
  uint32_t background;  // 0xRRGGBB

  // Lays `count` pixels with opacity over the background: 2 channels become 1 (over the background's luma), 4 become 3.
  void composite(const uint8_t* source, int channels, int64_t count, uint8_t* destination) const;
};

// Each fills in all of `header`, or throws.
void probe_jpeg(const encoded_picture& file, saddle_picture& header);
void probe_png(const encoded_picture& file, saddle_picture& header);
void probe_webp(const encoded_picture& file, saddle_picture& header);

// Each writes height * width * channels bytes as its probe gives them, or throws.
void decode_jpeg(const encoded_picture& file, const saddle_picture& header, uint8_t* pixels);
void decode_png(const encoded_picture& file, const saddle_picture& header, uint8_t* pixels);
void decode_webp(const encoded_picture& file, const saddle_picture& header, uint8_t* pixels);

}  // namespace saddle
