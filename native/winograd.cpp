// Winograd's F(2, r) in both directions, for the r = 2 or 3 taps that each phase of a strided kernel has: a convolution with
// stride 2 is the sum of four with stride 1, of every other row and column of the image with every other row and column of the
// kernel. A tile of 2x2 outputs then takes (r + 1)^2 products a phase where the plain sum takes 4 r^2: 9 for 16 (4x4, stride 2),
// 16 for 36 (3x3). Over all tiles and channels these are (r + 1)^2 matrix products; what is before and after them only adds.
//
// With stride 2 the odd rows and columns of an odd kernel have a tap less than the even ones. A missing last tap makes the last
// element of a transformed kernel 0, so that its products are left out: 25 of 36 remain for 3x3, 49 of 100 for 5x5.
//
// F(2, 2) adds and subtracts alone and F(2, 3) halves as well, so that rounding stays that of a plain convolution.
#include "winograd.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <vector>

#include "openblas.h"
#include "tiles.h"

namespace saddle::winograd {
namespace {

// Some matrices of [rows, columns], one for each element of a tile. Each begins on another cache line than the ones before: at
// distances of powers of two they would share the cache's sets.
struct Slabs {
  Slabs(int64_t elements, int64_t most_rows, int64_t columns)
      : columns(columns),
        distance(most_rows * columns + 16),
        values(at::empty({elements * distance}, at::kFloat)),
        data(values.data_ptr<float>()) {}

  at::Tensor matrix(int64_t element, int64_t rows) const {
    return at::from_blob(data + element * distance, {rows, columns}, {columns, 1}, at::TensorOptions().dtype(at::kFloat));
  }

  int64_t columns, distance;
  at::Tensor values;
  float* data;
};

// One convolution's work. Tiles are taken row by row; a row belongs to one image.
template <int A>
class Work {
  static constexpr int R = A - 1, elements = A * A;
  // What one block of rows may occupy in transformed form: about what a cache holds.
  static constexpr int64_t block_bytes = 16 << 20;

 public:
  explicit Work(const Shape& shape)
      : s_(shape),
        rows_((shape.out_height + 1) / 2),
        across_((shape.out_width + 1) / 2),
        depth_(shape.stride * shape.stride * shape.inputs),
        all_rows_(shape.images * rows_),
        block_rows_(std::clamp<int64_t>(block_bytes / (across_ * (depth_ + shape.outputs) * elements * 4), 1, all_rows_)),
        zeros_(static_cast<size_t>(std::max(shape.inputs, shape.outputs)), 0.f) {}

  at::Tensor forward(const at::Tensor& images, const at::Tensor& weight) const {
    auto result = channels_last({s_.images, s_.outputs, s_.out_height, s_.out_width});
    Slabs u = transformed(weight), v = inputs(), m = outputs();
    blocks([&](int64_t first, int64_t last) {
      const int64_t tiles = (last - first) * across_;
      gather_inputs(images.data_ptr<float>(), v, first, last);
      in_parts(
          tiles, [&](int64_t) { return s_.outputs; },
          [&](int64_t e, int64_t row, int64_t count, int64_t column, int64_t width) {
            auto product = m.matrix(e, tiles).narrow(0, row, count).narrow(1, column, width);
            at::mm_out(product, used(v, e, tiles).narrow(0, row, count), used(u, e, s_.outputs).narrow(0, column, width).t());
          });
      write_outputs(m, result.data_ptr<float>(), first, last);
    });
    return result;
  }

  at::Tensor to_images(const at::Tensor& gradient, const at::Tensor& weight) const {
    auto result = channels_last({s_.images, s_.inputs, s_.height, s_.width}).zero_();
    Slabs u = transformed(weight), v = inputs(), m = outputs();
    // What is not multiplied is added all the same.
    if (is_short()) v.values.zero_();
    blocks([&](int64_t first, int64_t last) {
      const int64_t tiles = (last - first) * across_;
      gather_outputs(gradient.data_ptr<float>(), m, first, last);
      in_parts(
          tiles, [&](int64_t e) { return used(e).count; },
          [&](int64_t e, int64_t row, int64_t count, int64_t column, int64_t width) {
            auto product = used(v, e, tiles).narrow(0, row, count).narrow(1, column, width);
            at::mm_out(product, m.matrix(e, tiles).narrow(0, row, count), used(u, e, s_.outputs).narrow(1, column, width));
          });
      scatter_inputs(v, result.data_ptr<float>(), first, last);
    });
    return result;
  }

  at::Tensor to_weight(const at::Tensor& images, const at::Tensor& gradient) const {
    Slabs u(elements, s_.outputs, depth_), v = inputs(), m = outputs();
    blocks([&](int64_t first, int64_t last) {
      const int64_t tiles = (last - first) * across_;
      gather_inputs(images.data_ptr<float>(), v, first, last);
      gather_outputs(gradient.data_ptr<float>(), m, first, last);
      in_parts(
          s_.outputs, [&](int64_t e) { return used(e).count; },
          [&](int64_t e, int64_t row, int64_t count, int64_t column, int64_t width) {
            auto product = used(u, e, s_.outputs).narrow(0, row, count).narrow(1, column, width);
            auto of_outputs = m.matrix(e, tiles).narrow(1, row, count).t();
            at::addmm_out(product, product, of_outputs, used(v, e, tiles).narrow(1, column, width), /*beta=*/first > 0);
          });
    });
    return of_transformed(u);
  }

 private:
  static at::Tensor channels_last(at::IntArrayRef size) { return at::empty(size, at::kFloat, at::MemoryFormat::ChannelsLast); }

  Slabs inputs() const { return Slabs(elements, block_rows_ * across_, depth_); }
  Slabs outputs() const { return Slabs(elements, block_rows_ * across_, s_.outputs); }

  template <class Body>
  void blocks(Body&& body) const {
    openblas::Alone alone;
    for (int64_t first = 0; first < all_rows_; first += block_rows_) body(first, std::min(first + block_rows_, all_rows_));
  }

  // Whether the odd phases have a tap less than the even ones.
  bool is_short() const { return s_.kernel % s_.stride != 0; }

  // Of what a product sums over, the part that an element's kernels are not 0 in.
  struct Range {
    int64_t start, count;
  };
  Range used(int64_t element) const {
    const bool last_y = is_short() && element / A == A - 1, last_x = is_short() && element % A == A - 1;
    const int64_t start = last_x ? 1 : 0, end = last_x ? (last_y ? 2 : 3) : (last_y ? 2 : phases());
    return {start * s_.inputs, (end - start) * s_.inputs};
  }
  at::Tensor used(const Slabs& slabs, int64_t element, int64_t rows) const {
    const Range range = used(element);
    return slabs.matrix(element, rows).narrow(1, range.start, range.count);
  }

  // Splits the longer side of every element's product of so many rows and columns, so that there is work for several threads. How
  // does not depend on their number: neither do the results.
  template <class Columns, class Body>
  static void in_parts(int64_t rows, Columns&& columns_of, Body&& body) {
    const bool tall = rows >= columns_of(0);
    const int64_t parts = std::clamp<int64_t>((tall ? rows : columns_of(0)) / 128, 1, 4);
    at::parallel_for(0, elements * parts, 1, [&](int64_t begin, int64_t end) {
      at::NoGradGuard no_gradients;
      at::AutoDispatchBelowADInplaceOrView below;
      for (int64_t task = begin; task < end; ++task) {
        const int64_t e = task / parts, columns = columns_of(e), longer = tall ? rows : columns;
        const int64_t start = longer * (task % parts) / parts, count = longer * (task % parts + 1) / parts - start;
        if (tall) body(e, start, count, 0, columns);
        else body(e, 0, rows, start, count);
      }
    });
  }

  // Calls for each tile of a block of rows, with where it lies in the slabs, its image, and its row and column in the image.
  template <class Body>
  void each_tile(const Slabs& slabs, int64_t first, int64_t last, Body&& body) const {
    at::parallel_for(first, last, 1, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row)
        for (int64_t tx = 0; tx < across_; ++tx)
          body(slabs.data + ((row - first) * across_ + tx) * slabs.columns, row / rows_, row % rows_, tx);
    });
  }

  // The same for each phase of a tile of inputs.
  template <class Body>
  void each_input_tile(const Slabs& v, int64_t first, int64_t last, Body&& body) const {
    each_tile(v, first, last, [&](float* tile, int64_t image, int64_t ty, int64_t tx) {
      for (int64_t phase = 0; phase < phases(); ++phase) body(tile + phase * s_.inputs, image, ty, tx, phase);
    });
  }

  // The phases in an order in which those of even rows are neighbours, and those of even columns too.
  int64_t phases() const { return s_.stride * s_.stride; }
  int64_t phase_y(int64_t phase) const { return phase / 2; }
  int64_t phase_x(int64_t phase) const { return s_.stride == 2 && (phase == 0 || phase == 3) ? 1 : 0; }

  int64_t input_side(int64_t tile, int element, int64_t phase) const {
    return s_.stride * (2 * tile + element) + phase - s_.padding;
  }

  Places<A> input_places(int64_t image, int64_t ty, int64_t tx, int64_t phase) const {
    return Places<A>([&](int i, int j) {
      const int64_t y = input_side(ty, i, phase_y(phase)), x = input_side(tx, j, phase_x(phase));
      const bool is_inside = y >= 0 && y < s_.height && x >= 0 && x < s_.width;
      return is_inside ? ((image * s_.height + y) * s_.width + x) * s_.inputs : -1;
    });
  }

  Places<2> output_places(int64_t image, int64_t ty, int64_t tx) const {
    return Places<2>([&](int i, int j) {
      const int64_t y = 2 * ty + i, x = 2 * tx + j;
      return y < s_.out_height && x < s_.out_width ? ((image * s_.out_height + y) * s_.out_width + x) * s_.outputs : -1;
    });
  }

  // The taps of one phase of the kernel, which may have no last ones.
  Places<R> tap_places(int64_t output, int64_t phase) const {
    return Places<R>([&](int i, int j) {
      const int64_t y = s_.stride * i + phase_y(phase), x = s_.stride * j + phase_x(phase);
      return y < s_.kernel && x < s_.kernel ? ((output * s_.kernel + y) * s_.kernel + x) * s_.inputs : -1;
    });
  }

  void gather_inputs(const float* images, const Slabs& v, int64_t first, int64_t last) const {
    each_input_tile(v, first, last, [&](float* tile, int64_t image, int64_t ty, int64_t tx, int64_t phase) {
      take<OfInput<A>, A>(images, input_places(image, ty, tx, phase), zeros_.data(), tile, v.distance, s_.inputs);
    });
  }

  // Tiles of inputs overlap: those of every other row are added at a time, which no two threads share.
  void scatter_inputs(const Slabs& v, float* result, int64_t first, int64_t last) const {
    for (int64_t parity = 0; parity < 2; ++parity) {
      each_input_tile(v, first, last, [&](const float* tile, int64_t image, int64_t ty, int64_t tx, int64_t phase) {
        if (ty % 2 == parity)
          put<OfInputAdjoint<A>, A, true>(tile, v.distance, s_.inputs, result, input_places(image, ty, tx, phase));
      });
    }
  }

  void gather_outputs(const float* gradient, const Slabs& m, int64_t first, int64_t last) const {
    each_tile(m, first, last, [&](float* tile, int64_t image, int64_t ty, int64_t tx) {
      take<OfOutputAdjoint<A>, A>(gradient, output_places(image, ty, tx), zeros_.data(), tile, m.distance, s_.outputs);
    });
  }

  void write_outputs(const Slabs& m, float* result, int64_t first, int64_t last) const {
    each_tile(m, first, last, [&](const float* tile, int64_t image, int64_t ty, int64_t tx) {
      put<OfOutput<A>, A>(tile, m.distance, s_.outputs, result, output_places(image, ty, tx));
    });
  }

  Slabs transformed(const at::Tensor& weight) const {
    Slabs u(elements, s_.outputs, depth_);
    each_weight([&](int64_t output, int64_t phase) {
      take<OfWeight<A>, A>(weight.data_ptr<float>(), tap_places(output, phase), zeros_.data(),
                           u.data + output * depth_ + phase * s_.inputs, u.distance, s_.inputs);
    });
    return u;
  }

  at::Tensor of_transformed(const Slabs& u) const {
    auto result = channels_last({s_.outputs, s_.inputs, s_.kernel, s_.kernel});
    each_weight([&](int64_t output, int64_t phase) {
      put<OfWeightAdjoint<A>, A>(u.data + output * depth_ + phase * s_.inputs, u.distance, s_.inputs, result.data_ptr<float>(),
                                 tap_places(output, phase));
    });
    return result;
  }

  template <class Body>
  void each_weight(Body&& body) const {
    at::parallel_for(0, s_.outputs, 1, [&](int64_t begin, int64_t end) {
      for (int64_t output = begin; output < end; ++output)
        for (int64_t phase = 0; phase < phases(); ++phase) body(output, phase);
    });
  }

  const Shape s_;
  // Rows of tiles in an image, tiles in a row; what a product sums over: all phases' channels.
  const int64_t rows_, across_, depth_, all_rows_, block_rows_;
  const std::vector<float> zeros_;
};

// Whether a phase of the kernel has two or three taps in each direction decides which transforms are used.
template <class Body>
at::Tensor with(const Shape& shape, Body&& body) {
  return (shape.kernel + shape.stride - 1) / shape.stride == 2 ? body(Work<3>(shape)) : body(Work<4>(shape));
}

at::Tensor laid_out(const at::Tensor& tensor) { return tensor.contiguous(at::MemoryFormat::ChannelsLast); }

}  // namespace

bool applies(const Shape& shape, const at::Tensor& one, const at::Tensor& other) {
  const auto usual = [](const at::Tensor& tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided;
  };
  const bool kernel = (shape.kernel == 3 && shape.stride == 1) || (shape.stride == 2 && shape.kernel >= 3 && shape.kernel <= 5);
  // Fewer channels leave the products too thin for what the additions cost.
  const bool thick = shape.inputs % lane == 0 && shape.outputs % lane == 0 &&
                     shape.inputs * shape.stride * shape.stride >= 64 && shape.outputs >= 32;
  return kernel && thick && shape.images > 0 && shape.out_height > 1 && shape.out_width > 1 && usual(one) && usual(other);
}

at::Tensor forward(const Shape& shape, const at::Tensor& images, const at::Tensor& weight) {
  return with(shape, [&](const auto& work) { return work.forward(laid_out(images), laid_out(weight)); });
}

at::Tensor to_images(const Shape& shape, const at::Tensor& gradient, const at::Tensor& weight) {
  return with(shape, [&](const auto& work) { return work.to_images(laid_out(gradient), laid_out(weight)); });
}

at::Tensor to_weight(const Shape& shape, const at::Tensor& images, const at::Tensor& gradient) {
  return with(shape, [&](const auto& work) { return work.to_weight(laid_out(images), laid_out(gradient)); });
}

}  // namespace saddle::winograd
