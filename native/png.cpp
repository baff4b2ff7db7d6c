// PNG through libpng. Its errors leave by longjmp, which must not pass anything that has a destructor: between setjmp and the
// functions of libpng there are only plain structures, and exceptions are thrown after it has returned.
#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "boundary.h"
#include "codecs.h"

namespace saddle {
namespace {

constexpr png_alloc_size_t maximum_chunk_bytes = 1 << 20;

struct png_reader {
  const encoded_picture& file;
  size_t at;
  png_structp codec;
  png_infop info;
  char message[128];
};

[[noreturn]] void fail(png_structp codec, png_const_charp message) {
  auto& reader = *static_cast<png_reader*>(png_get_error_ptr(codec));
  std::snprintf(reader.message, sizeof reader.message, "%s", message);
  png_longjmp(codec, 1);
}

// libpng warns of what changes no pixel.
void ignore(png_structp, png_const_charp) {}

void feed(png_structp codec, png_bytep destination, size_t count) {
  auto& reader = *static_cast<png_reader*>(png_get_io_ptr(codec));
  if (count > reader.file.byte_count - reader.at) png_error(codec, "the file ends too early");
  std::memcpy(destination, reader.file.bytes + reader.at, count);
  reader.at += count;
}

// Only what makes the pixels is read: texts and profiles could unpack to far more than the file. Sizes are checked by check_size,
// whose message says more than libpng's.
void read_header(png_reader& reader) {
  png_set_user_limits(reader.codec, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_chunk_malloc_max(reader.codec, maximum_chunk_bytes);
  png_set_keep_unknown_chunks(reader.codec, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
  png_set_read_fn(reader.codec, &reader, feed);
  png_read_info(reader.codec, reader.info);
}

// `pixels` null: the header only. False: it failed, and `message` says why. `opacity` has room for a row with opacity, and for
// all rows of a picture that comes in several passes.
bool read(png_reader& reader, uint8_t* pixels, uint8_t* opacity) {
  if (setjmp(png_jmpbuf(reader.codec))) return false;
  read_header(reader);
  if (!pixels) return true;
  png_set_expand(reader.codec);
  png_set_scale_16(reader.codec);
  const int passes = png_set_interlace_handling(reader.codec);
  png_read_update_info(reader.codec, reader.info);
  const uint32_t width = png_get_image_width(reader.codec, reader.info), height = png_get_image_height(reader.codec, reader.info);
  const int channels = png_get_channels(reader.codec, reader.info);
  const size_t read_stride = size_t{width} * channels, stride = size_t{width} * (channels - (opacity ? 1 : 0));
  for (int pass = 1; pass <= passes; ++pass) {
    for (uint32_t y = 0; y < height; ++y) {
      uint8_t* target = pixels + y * stride;
      uint8_t* row = !opacity ? target : passes > 1 ? opacity + y * read_stride : opacity;
      png_read_row(reader.codec, row, nullptr);
      if (opacity && pass == passes) reader.file.composite(row, channels, width, target);
    }
  }
  return true;
}

// Calls `look` while the header lies open.
template <class Look>
void run(const encoded_picture& file, uint8_t* pixels, uint8_t* opacity, Look&& look) {
  png_reader reader{file, 0, nullptr, nullptr, {}};
  reader.codec = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, fail, ignore);
  reader.info = reader.codec ? png_create_info_struct(reader.codec) : nullptr;
  const bool ready = reader.info != nullptr, done = ready && read(reader, pixels, opacity);
  if (done) look(reader.codec, reader.info);
  png_destroy_read_struct(&reader.codec, &reader.info, nullptr);
  if (!ready) throw std::bad_alloc();
  if (!done) throw std::runtime_error("its PNG data cannot be decoded (" + std::string(reader.message) + ")");
}

}  // namespace

void probe_png(const encoded_picture& file, saddle_picture& header) {
  run(file, nullptr, nullptr, [&](png_structp codec, png_infop info) {
    const int colours = png_get_color_type(codec, info);
    header.width = static_cast<int32_t>(png_get_image_width(codec, info));
    header.height = static_cast<int32_t>(png_get_image_height(codec, info));
    header.channels = colours & PNG_COLOR_MASK_COLOR ? 3 : 1;
    header.has_opacity = colours & PNG_COLOR_MASK_ALPHA || png_get_valid(codec, info, PNG_INFO_tRNS) ? 1 : 0;
    header.passes = png_get_interlace_type(codec, info) == PNG_INTERLACE_NONE ? 1 : PNG_INTERLACE_ADAM7_PASSES;
  });
}

void decode_png(const encoded_picture& file, const saddle_picture& header, uint8_t* pixels) {
  std::vector<uint8_t> opacity;
  if (header.has_opacity) {
    opacity.resize((header.channels + size_t{1}) * header.width * (header.passes == 1 ? 1 : header.height));
  }
  run(file, pixels, header.has_opacity ? opacity.data() : nullptr, [](png_structp, png_infop) {});
}

}  // namespace saddle

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
