// Winograd's F(2, r) in both directions, for the r = 2 or 3 taps that each phase of a strided kernel has: a convolution with stride 2 is
// the sum of four with stride 1, of every other row and column of the image with every other row and column of the kernel. A tile of 2x2
// outputs then takes (r + 1)^2 products a phase where the plain sum takes 4 r^2: 9 for 16 (4x4, stride 2), 16 for 36 (3x3). Over all tiles
// and channels these are (r + 1)^2 matrix products; what is before and after them only adds.
//
// With stride 2 the odd rows and columns of an odd kernel have a tap less than the even ones. A missing last tap makes the last element of a
// transformed kernel 0, so that its products are left out: 25 of 36 remain for 3x3, 49 of 100 for 5x5.
//
// F(2, 2) adds and subtracts alone and F(2, 3) halves as well, so that rounding stays that of a plain convolution.
#include "winograd.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace saddle::winograd {
namespace {

typedef float Lane __attribute__((vector_size(16)));
constexpr int64_t lane = 4;

inline Lane load(const float* from) {
  Lane value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline void store(float* to, Lane value) { std::memcpy(to, &value, sizeof value); }

// The transforms of one dimension; A is the side of a tile of inputs, r + 1. Each pair is a matrix and its transpose.
template <int A>
struct OfInput;
template <int A>
struct OfInputAdjoint;
template <int A>
struct OfOutput;
template <int A>
struct OfOutputAdjoint;
template <int A>
struct OfWeight;
template <int A>
struct OfWeightAdjoint;

template <>
struct OfInput<3> {
  static void apply(const Lane (&d)[3], Lane (&v)[3]) { v[0] = d[0] - d[1], v[1] = d[1], v[2] = d[2] - d[1]; }
};
template <>
struct OfInputAdjoint<3> {
  static void apply(const Lane (&v)[3], Lane (&d)[3]) { d[0] = v[0], d[1] = v[1] - v[0] - v[2], d[2] = v[2]; }
};
template <>
struct OfOutput<3> {
  static void apply(const Lane (&m)[3], Lane (&y)[2]) { y[0] = m[0] + m[1], y[1] = m[1] + m[2]; }
};
template <>
struct OfOutputAdjoint<3> {
  static void apply(const Lane (&y)[2], Lane (&m)[3]) { m[0] = y[0], m[1] = y[0] + y[1], m[2] = y[1]; }
};
template <>
struct OfWeight<3> {
  static void apply(const Lane (&g)[2], Lane (&u)[3]) { u[0] = g[0], u[1] = g[0] + g[1], u[2] = g[1]; }
};
template <>
struct OfWeightAdjoint<3> {
  static void apply(const Lane (&u)[3], Lane (&g)[2]) { g[0] = u[0] + u[1], g[1] = u[1] + u[2]; }
};

template <>
struct OfInput<4> {
  static void apply(const Lane (&d)[4], Lane (&v)[4]) {
    v[0] = d[0] - d[2], v[1] = d[1] + d[2], v[2] = d[2] - d[1], v[3] = d[1] - d[3];
  }
};
template <>
struct OfInputAdjoint<4> {
  static void apply(const Lane (&v)[4], Lane (&d)[4]) {
    d[0] = v[0], d[1] = v[1] - v[2] + v[3], d[2] = v[1] + v[2] - v[0], d[3] = -v[3];
  }
};
template <>
struct OfOutput<4> {
  static void apply(const Lane (&m)[4], Lane (&y)[2]) { y[0] = m[0] + m[1] + m[2], y[1] = m[1] - m[2] - m[3]; }
};
template <>
struct OfOutputAdjoint<4> {
  static void apply(const Lane (&y)[2], Lane (&m)[4]) { m[0] = y[0], m[1] = y[0] + y[1], m[2] = y[0] - y[1], m[3] = -y[1]; }
};
template <>
struct OfWeight<4> {
  static void apply(const Lane (&g)[3], Lane (&u)[4]) {
    u[0] = g[0], u[1] = (g[0] + g[1] + g[2]) * 0.5f, u[2] = (g[0] - g[1] + g[2]) * 0.5f, u[3] = g[2];
  }
};
template <>
struct OfWeightAdjoint<4> {
  static void apply(const Lane (&u)[4], Lane (&g)[3]) {
    g[0] = u[0] + (u[1] + u[2]) * 0.5f, g[1] = (u[1] - u[2]) * 0.5f, g[2] = (u[1] + u[2]) * 0.5f + u[3];
  }
};

// A transform along columns, then along rows.
template <class Transform, int In, int Out>
inline void both_ways(const Lane (&in)[In][In], Lane (&out)[Out][Out]) {
  Lane half[Out][In];
#pragma GCC unroll 4
  for (int j = 0; j < In; ++j) {
    Lane column[In], transformed[Out];
#pragma GCC unroll 4
    for (int i = 0; i < In; ++i) column[i] = in[i][j];
    Transform::apply(column, transformed);
#pragma GCC unroll 4
    for (int i = 0; i < Out; ++i) half[i][j] = transformed[i];
  }
#pragma GCC unroll 4
  for (int i = 0; i < Out; ++i) Transform::apply(half[i], out[i]);
}

// Some matrices of [rows, columns], one for each element of a tile. Each begins on another cache line than the ones before: at distances of
// powers of two they would share the cache's sets.
struct Slabs {
  Slabs(int64_t elements, int64_t most_rows, int64_t columns)
      : columns(columns), distance(most_rows * columns + 16), values(at::empty({elements * distance}, at::kFloat)), data(values.data_ptr<float>()) {}

  at::Tensor matrix(int64_t element, int64_t rows) const {
    return at::from_blob(data + element * distance, {rows, columns}, {columns, 1}, at::TensorOptions().dtype(at::kFloat));
  }

  int64_t columns, distance;
  at::Tensor values;
  float* data;
};

// OpenBLAS has threads of its own, which would fight with libtorch's: here each of libtorch's threads multiplies matrices of its own.
class OwnThreads {
 public:
  OwnThreads() : before_(get() && set() ? get()() : 0) {
    if (before_ > 1) set()(1);
  }
  ~OwnThreads() {
    if (before_ > 1) set()(before_);
  }
  OwnThreads(const OwnThreads&) = delete;
  OwnThreads& operator=(const OwnThreads&) = delete;

 private:
  static int (*get())() {
    static const auto function = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_num_threads"));
    return function;
  }
  static void (*set())(int) {
    static const auto function = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    return function;
  }
  int before_;
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
      in_parts(tiles, [&](int64_t) { return s_.outputs; }, [&](int64_t e, int64_t row, int64_t count, int64_t column, int64_t width) {
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
      in_parts(tiles, [&](int64_t e) { return used(e).count; }, [&](int64_t e, int64_t row, int64_t count, int64_t column, int64_t width) {
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
      in_parts(s_.outputs, [&](int64_t e) { return used(e).count; }, [&](int64_t e, int64_t row, int64_t count, int64_t column, int64_t width) {
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
    OwnThreads own;
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

  // Splits the longer side of every element's product of so many rows and columns, so that there is work for several threads. How does not
  // depend on their number: neither do the results.
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

  // Calls for each row of tiles of a block with its number in the block, its image and its number in the image.
  template <class Body>
  void each_row(int64_t first, int64_t last, Body&& body) const {
    at::parallel_for(first, last, 1, [&](int64_t begin, int64_t end) {
      for (int64_t row = begin; row < end; ++row) body(row - first, row / rows_, row % rows_);
    });
  }

  // Where an element of a tile of inputs lies in the images, or null beyond their edges.
  const float* input_at(const float* images, int64_t image, int64_t y, int64_t x) const {
    if (y < 0 || y >= s_.height || x < 0 || x >= s_.width) return nullptr;
    return images + ((image * s_.height + y) * s_.width + x) * s_.inputs;
  }

  const float* output_at(const float* images, int64_t image, int64_t y, int64_t x) const {
    if (y >= s_.out_height || x >= s_.out_width) return nullptr;
    return images + ((image * s_.out_height + y) * s_.out_width + x) * s_.outputs;
  }

  // The phases in an order in which those of even rows are neighbours, and those of even columns too.
  int64_t phases() const { return s_.stride * s_.stride; }
  int64_t phase_y(int64_t phase) const { return phase / 2; }
  int64_t phase_x(int64_t phase) const { return s_.stride == 2 && (phase == 0 || phase == 3) ? 1 : 0; }

  int64_t input_side(int64_t tile, int element, int64_t phase) const { return s_.stride * (2 * tile + element) + phase - s_.padding; }

  void gather_inputs(const float* images, const Slabs& v, int64_t first, int64_t last) const {
    each_row(first, last, [&](int64_t block_row, int64_t image, int64_t ty) {
      for (int64_t tx = 0; tx < across_; ++tx) {
        float* tile = v.data + (block_row * across_ + tx) * depth_;
        for (int64_t phase = 0; phase < phases(); ++phase, tile += s_.inputs) {
          const float* from[A][A];
          for (int i = 0; i < A; ++i)
            for (int j = 0; j < A; ++j) {
              const float* at = input_at(images, image, input_side(ty, i, phase_y(phase)), input_side(tx, j, phase_x(phase)));
              from[i][j] = at ? at : zeros_.data();
            }
          transform<OfInput<A>, A, A>(from, tile, v.distance, s_.inputs);
        }
      }
    });
  }

  void gather_outputs(const float* gradient, const Slabs& m, int64_t first, int64_t last) const {
    each_row(first, last, [&](int64_t block_row, int64_t image, int64_t ty) {
      for (int64_t tx = 0; tx < across_; ++tx) {
        const float* from[2][2];
        for (int i = 0; i < 2; ++i)
          for (int j = 0; j < 2; ++j) {
            const float* at = output_at(gradient, image, 2 * ty + i, 2 * tx + j);
            from[i][j] = at ? at : zeros_.data();
          }
        transform<OfOutputAdjoint<A>, 2, A>(from, m.data + (block_row * across_ + tx) * s_.outputs, m.distance, s_.outputs);
      }
    });
  }

  // Reads In x In places and writes an element each into Out x Out slabs.
  template <class Transform, int In, int Out>
  static void transform(const float* const (&from)[In][In], float* to, int64_t distance, int64_t channels) {
    for (int64_t c = 0; c < channels; c += lane) {
      Lane in[In][In], out[Out][Out];
#pragma GCC unroll 4
      for (int i = 0; i < In; ++i)
#pragma GCC unroll 4
        for (int j = 0; j < In; ++j) in[i][j] = load(from[i][j] + c);
      both_ways<Transform>(in, out);
#pragma GCC unroll 4
      for (int i = 0; i < Out; ++i)
#pragma GCC unroll 4
        for (int j = 0; j < Out; ++j) store(to + (i * Out + j) * distance + c, out[i][j]);
    }
  }

  // Reads an element each from In x In slabs and hands over what becomes of them.
  template <class Transform, int In, int Out, class Write>
  static void transform_back(const float* from, int64_t distance, int64_t channels, Write&& write) {
    for (int64_t c = 0; c < channels; c += lane) {
      Lane in[In][In], out[Out][Out];
#pragma GCC unroll 4
      for (int i = 0; i < In; ++i)
#pragma GCC unroll 4
        for (int j = 0; j < In; ++j) in[i][j] = load(from + (i * In + j) * distance + c);
      both_ways<Transform>(in, out);
      write(c, out);
    }
  }

  void write_outputs(const Slabs& m, float* result, int64_t first, int64_t last) const {
    each_row(first, last, [&](int64_t block_row, int64_t image, int64_t ty) {
      for (int64_t tx = 0; tx < across_; ++tx) {
        float* to[2][2];
        for (int i = 0; i < 2; ++i)
          for (int j = 0; j < 2; ++j) to[i][j] = const_cast<float*>(output_at(result, image, 2 * ty + i, 2 * tx + j));
        transform_back<OfOutput<A>, A, 2>(
            m.data + (block_row * across_ + tx) * s_.outputs, m.distance, s_.outputs, [&](int64_t c, const Lane(&out)[2][2]) {
              for (int i = 0; i < 2; ++i)
                for (int j = 0; j < 2; ++j)
                  if (to[i][j]) store(to[i][j] + c, out[i][j]);
            });
      }
    });
  }

  // Tiles of inputs overlap: those of every other row are added at a time, which no two threads share.
  void scatter_inputs(const Slabs& v, float* result, int64_t first, int64_t last) const {
    for (int64_t parity = 0; parity < 2; ++parity) {
      each_row(first, last, [&](int64_t block_row, int64_t image, int64_t ty) {
        if (ty % 2 != parity) return;
        for (int64_t tx = 0; tx < across_; ++tx) {
          const float* tile = v.data + (block_row * across_ + tx) * depth_;
          for (int64_t phase = 0; phase < phases(); ++phase, tile += s_.inputs) {
            float* to[A][A];
            for (int i = 0; i < A; ++i)
              for (int j = 0; j < A; ++j)
                to[i][j] = const_cast<float*>(
                    input_at(result, image, input_side(ty, i, phase_y(phase)), input_side(tx, j, phase_x(phase))));
            transform_back<OfInputAdjoint<A>, A, A>(tile, v.distance, s_.inputs, [&](int64_t c, const Lane(&out)[A][A]) {
              for (int i = 0; i < A; ++i)
                for (int j = 0; j < A; ++j)
                  if (to[i][j]) store(to[i][j] + c, load(to[i][j] + c) + out[i][j]);
            });
          }
        }
      });
    }
  }

  // Where a tap of the kernel's phase lies in the weights, or null where the kernel has no more taps.
  const float* tap_at(const float* weight, int64_t output, int64_t phase, int i, int j) const {
    const int64_t y = s_.stride * i + phase_y(phase), x = s_.stride * j + phase_x(phase);
    if (y >= s_.kernel || x >= s_.kernel) return nullptr;
    return weight + ((output * s_.kernel + y) * s_.kernel + x) * s_.inputs;
  }

  Slabs transformed(const at::Tensor& weight) const {
    Slabs u(elements, s_.outputs, depth_);
    each_weight([&](int64_t output, int64_t phase) {
      const float* from[R][R];
      for (int i = 0; i < R; ++i)
        for (int j = 0; j < R; ++j) {
          const float* at = tap_at(weight.data_ptr<float>(), output, phase, i, j);
          from[i][j] = at ? at : zeros_.data();
        }
      transform<OfWeight<A>, R, A>(from, u.data + output * depth_ + phase * s_.inputs, u.distance, s_.inputs);
    });
    return u;
  }

  at::Tensor of_transformed(const Slabs& u) const {
    auto result = channels_last({s_.outputs, s_.inputs, s_.kernel, s_.kernel});
    each_weight([&](int64_t output, int64_t phase) {
      float* to[R][R];
      for (int i = 0; i < R; ++i)
        for (int j = 0; j < R; ++j) to[i][j] = const_cast<float*>(tap_at(result.data_ptr<float>(), output, phase, i, j));
      transform_back<OfWeightAdjoint<A>, A, R>(
          u.data + output * depth_ + phase * s_.inputs, u.distance, s_.inputs, [&](int64_t c, const Lane(&out)[R][R]) {
            for (int i = 0; i < R; ++i)
              for (int j = 0; j < R; ++j)
                if (to[i][j]) store(to[i][j] + c, out[i][j]);
          });
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
  const auto usual = [](const at::Tensor& tensor) { return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided; };
  const bool kernel = (shape.kernel == 3 && shape.stride == 1) || (shape.stride == 2 && shape.kernel >= 3 && shape.kernel <= 5);
  // Fewer channels leave the products too thin for what the additions cost.
  const bool thick = shape.inputs % lane == 0 && shape.outputs % lane == 0 && shape.inputs * shape.stride * shape.stride >= 64 && shape.outputs >= 32;
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
