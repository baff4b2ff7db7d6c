// Convolutions in both directions. A transposed convolution is the backward-data pass of an ordinary one: on a CPU libtorch sends
// it down a slow path of its own; asked for as that backward pass it runs on oneDNN, three to four times as fast. Where
// winograd.h applies, its fewer products are faster still.
//
// A convolution is linear in the images and in the weights, and so are the two maps that its gradients take. Each one's gradients
// are the other two, so that derivatives of any order stay among these three.
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <array>

#include "boundary.h"
#include "winograd.h"

namespace {

using at::IntArrayRef;
using saddle::winograd::Shape;
using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

// Stride, padding, and of the images and the kernel the height and width: what a map cannot tell from its two tensors.
struct Geometry {
  std::array<int64_t, 2> stride, padding, image, kernel;

  explicit Geometry(const std::vector<int64_t>& n)
      : stride{n[0], n[1]}, padding{n[2], n[3]}, image{n[4], n[5]}, kernel{n[6], n[7]} {}
  Geometry(IntArrayRef stride, IntArrayRef padding, IntArrayRef image, IntArrayRef kernel)
      : stride{stride[0], stride[1]}, padding{padding[0], padding[1]}, image{image[0], image[1]}, kernel{kernel[0], kernel[1]} {}

  std::vector<int64_t> numbers() const {
    return {stride[0], stride[1], padding[0], padding[1], image[0], image[1], kernel[0], kernel[1]};
  }
  int64_t output(size_t k) const { return (image[k] + 2 * padding[k] - kernel[k]) / stride[k] + 1; }

  bool is_square() const { return stride[0] == stride[1] && padding[0] == padding[1] && kernel[0] == kernel[1]; }

  Shape shape(int64_t images, int64_t inputs, int64_t outputs) const {
    return {images, inputs, image[0], image[1], outputs, output(0), output(1), kernel[0], stride[0], padding[0]};
  }
};

Variable convolution(const Variable& images, const Variable& weight, const Geometry& geometry,
                     const c10::optional<Variable>& bias = {});
Variable gradient_of_images(const Variable& gradient, const Variable& weight, const Geometry& geometry);
Variable gradient_of_weight(const Variable& images, const Variable& gradient, const Geometry& geometry);

// One of the three maps as a node of the graph.
template <class Map>
struct Node : torch::autograd::Function<Map> {
  static Variable forward(AutogradContext* context, const Variable& one, const Variable& other, const Geometry& geometry) {
    context->save_for_backward({one, other});
    context->saved_data["geometry"] = geometry.numbers();
    return Map::value(one, other, geometry);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    auto saved = context->get_saved_variables();
    const Geometry geometry(context->saved_data["geometry"].toIntVector());
    Variable of_one, of_other;
    if (context->needs_input_grad(0)) of_one = Map::of_one(gradients[0], saved[0], saved[1], geometry);
    if (context->needs_input_grad(1)) of_other = Map::of_other(gradients[0], saved[0], saved[1], geometry);
    return {of_one, of_other, Variable()};
  }
};

std::tuple<Variable, Variable, Variable> backward_pass(const Variable& gradient, const Variable& images, const Variable& weight,
                                                       const Geometry& geometry, std::array<bool, 3> mask) {
  return at::convolution_backward(gradient, images, weight, c10::nullopt, geometry.stride, geometry.padding, {1, 1}, false,
                                  {0, 0}, 1, mask);
}

bool is_fast(const Shape& shape, const Geometry& geometry, const Variable& one, const Variable& other) {
  return geometry.is_square() && saddle::winograd::applies(shape, one, other);
}

struct Forward : Node<Forward> {
  static Variable value(const Variable& images, const Variable& weight, const Geometry& geometry) {
    return saddle::winograd::forward(geometry.shape(images.size(0), images.size(1), weight.size(0)), images, weight);
  }
  static Variable of_one(const Variable& gradient, const Variable&, const Variable& weight, const Geometry& geometry) {
    return gradient_of_images(gradient, weight, geometry);
  }
  static Variable of_other(const Variable& gradient, const Variable& images, const Variable&, const Geometry& geometry) {
    return gradient_of_weight(images, gradient, geometry);
  }
};

// The transposed convolution.
struct ToImages : Node<ToImages> {
  static Variable value(const Variable& gradient, const Variable& weight, const Geometry& geometry) {
    const Shape shape = geometry.shape(gradient.size(0), weight.size(1), weight.size(0));
    if (is_fast(shape, geometry, gradient, weight)) return saddle::winograd::to_images(shape, gradient, weight);
    // Only the shape and the layout of the images matter here: their elements are never read.
    auto images = at::empty({shape.images, shape.inputs, shape.height, shape.width}, gradient.options(),
                            gradient.suggest_memory_format());
    return std::get<0>(backward_pass(gradient, images, weight, geometry, {true, false, false}));
  }
  static Variable of_one(const Variable& gradient, const Variable&, const Variable& weight, const Geometry& geometry) {
    return convolution(gradient, weight, geometry);
  }
  static Variable of_other(const Variable& gradient, const Variable& one, const Variable&, const Geometry& geometry) {
    return gradient_of_weight(gradient.contiguous(one.suggest_memory_format()), one, geometry);
  }
};

struct ToWeight : Node<ToWeight> {
  static Variable value(const Variable& images, const Variable& gradient, const Geometry& geometry) {
    return saddle::winograd::to_weight(geometry.shape(images.size(0), images.size(1), gradient.size(1)), images, gradient);
  }
  static Variable of_one(const Variable& gradient, const Variable&, const Variable& other, const Geometry& geometry) {
    return gradient_of_images(other, gradient, geometry);
  }
  static Variable of_other(const Variable& gradient, const Variable& images, const Variable&, const Geometry& geometry) {
    return convolution(images, gradient, geometry);
  }
};

Variable convolution(const Variable& images, const Variable& weight, const Geometry& geometry,
                     const c10::optional<Variable>& bias) {
  const Shape shape = geometry.shape(images.size(0), images.size(1), weight.size(0));
  if (!is_fast(shape, geometry, images, weight)) return at::conv2d(images, weight, bias, geometry.stride, geometry.padding);
  auto result = Forward::apply(images, weight, geometry);
  return bias ? result.add_(bias->view({1, -1, 1, 1})) : result;
}

Variable gradient_of_images(const Variable& gradient, const Variable& weight, const Geometry& geometry) {
  return ToImages::apply(gradient, weight, geometry);
}

Variable gradient_of_weight(const Variable& images, const Variable& gradient, const Geometry& geometry) {
  const Shape shape = geometry.shape(images.size(0), images.size(1), gradient.size(1));
  if (is_fast(shape, geometry, images, gradient)) return ToWeight::apply(images, gradient, geometry);
  // Of the weight, too, only the shape matters.
  auto weight = at::empty({shape.outputs, shape.inputs, geometry.kernel[0], geometry.kernel[1]}, images.options(),
                            images.suggest_memory_format());
  return std::get<1>(backward_pass(gradient, images, weight, geometry, {false, true, false}));
}

at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, const c10::optional<at::Tensor>& bias, IntArrayRef stride,
                  IntArrayRef padding) {
  if (input.dim() == 4 && weight.dim() == 4 && input.size(1) == weight.size(1) && stride.size() == 2 && padding.size() == 2) {
    return convolution(input, weight, Geometry(stride, padding, input.sizes().slice(2), weight.sizes().slice(2)), bias);
  }
  // Its own message says what does not fit.
  return at::conv2d(input, weight, bias, stride, padding);
}

at::Tensor conv_transpose2d(const at::Tensor& input, const at::Tensor& weight, IntArrayRef stride, IntArrayRef padding,
                            IntArrayRef output_padding) {
  TORCH_CHECK(input.dim() == 4 && weight.dim() == 4 && input.size(1) == weight.size(0),
              "conv_transpose2d expects an input [N, C, H, W] and a weight [C, O, kH, kW], but received ", input.sizes(), " and ",
              weight.sizes());
  TORCH_CHECK(stride.size() == 2 && padding.size() == 2 && output_padding.size() == 2,
              "conv_transpose2d expects two numbers each for stride, padding and output padding, but received ", stride, ", ",
              padding, " and ", output_padding);
  auto side = [&](size_t k) {
    return (input.size(2 + k) - 1) * stride[k] - 2 * padding[k] + weight.size(2 + k) + output_padding[k];
  };
  return gradient_of_images(input, weight, Geometry(stride, padding, {side(0), side(1)}, weight.sizes().slice(2)));
}

}  // namespace

TORCH_LIBRARY(saddle, library) {
  library.def("conv2d(Tensor input, Tensor weight, Tensor? bias, int[2] stride, int[2] padding) -> Tensor", &conv2d);
  library.def("conv_transpose2d(Tensor input, Tensor weight, int[2] stride, int[2] padding, int[2] output_padding) -> Tensor",
              &conv_transpose2d);
}
