// PNG through libpng's simplified interface.
#include <png.h>

#include <cstdlib>
#include <stdexcept>

#include "boundary.h"

int32_t saddle_png_encode(const uint8_t* pixels, int32_t width, int32_t height, int32_t channels, uint8_t** encoded,
                          int64_t* byte_count) noexcept {
  return saddle::guarded([&] {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = channels == 1 ? PNG_FORMAT_GRAY : channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    if (!png_image_write_to_memory(&image, nullptr, &size, 0, pixels, 0, nullptr)) throw std::runtime_error(image.message);
    auto buffer = static_cast<uint8_t*>(std::malloc(size));
    if (!buffer) throw std::bad_alloc();
    if (!png_image_write_to_memory(&image, buffer, &size, 0, pixels, 0, nullptr)) {
      std::free(buffer);
      throw std::runtime_error(image.message);
    }
    *encoded = buffer;
    *byte_count = static_cast<int64_t>(size);
  });
}

void saddle_bytes_free(uint8_t* bytes) noexcept { std::free(bytes); }
