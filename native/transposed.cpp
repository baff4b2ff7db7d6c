// A transposed convolution is the backward-data pass of an ordinary one. On a CPU libtorch sends it down a slow path of
// its own; asked for as that backward pass it runs on oneDNN, three to four times as fast. The gradients follow by the
// same duality: of the input, an ordinary convolution; of the weights, the ordinary backward-weights pass with input and
// output gradient exchanged. Every operator used is differentiable, so second derivatives hold as well.
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include <array>

#include "boundary.h"

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

struct ConvTranspose2d : torch::autograd::Function<ConvTranspose2d> {
  static Variable forward(AutogradContext* context, const Variable& input, const Variable& weight, at::IntArrayRef stride,
                          at::IntArrayRef padding, at::IntArrayRef output_padding) {
    context->save_for_backward({input, weight});
    context->saved_data["stride"] = stride.vec();
    context->saved_data["padding"] = padding.vec();
    auto side = [&](int64_t k) {
      return (input.size(2 + k) - 1) * stride[k] - 2 * padding[k] + weight.size(2 + k) + output_padding[k];
    };
    // Only the shape and the layout of the "input" of the ordinary convolution matter here: its elements are never read.
    auto like = at::empty({input.size(0), weight.size(1), side(0), side(1)}, input.options(), input.suggest_memory_format());
    return backward_pass(input, like, weight, stride, padding, {true, false, false}, 0);
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    auto saved = context->get_saved_variables();
    auto stride = context->saved_data["stride"].toIntVector();
    auto padding = context->saved_data["padding"].toIntVector();
    auto& input = saved[0];
    auto& weight = saved[1];
    auto gradient = gradients[0].contiguous(input.suggest_memory_format());
    Variable of_input, of_weight;
    if (context->needs_input_grad(0)) of_input = at::conv2d(gradient, weight, {}, stride, padding);
    if (context->needs_input_grad(1)) of_weight = backward_pass(input, gradient, weight, stride, padding, {false, true, false}, 1);
    return {of_input, of_weight, Variable(), Variable(), Variable()};
  }

  static Variable backward_pass(const Variable& gradient, const Variable& input, const Variable& weight, at::IntArrayRef stride,
                                at::IntArrayRef padding, std::array<bool, 3> mask, size_t which) {
    auto all = at::convolution_backward(gradient, input, weight, c10::nullopt, stride, padding, {1, 1}, false, {0, 0}, 1, mask);
    return which == 0 ? std::get<0>(all) : std::get<1>(all);
  }
};

at::Tensor conv_transpose2d(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef stride, at::IntArrayRef padding,
                            at::IntArrayRef output_padding) {
  TORCH_CHECK(input.dim() == 4 && weight.dim() == 4 && input.size(1) == weight.size(0),
              "conv_transpose2d expects an input [N, C, H, W] and a weight [C, O, kH, kW], but received ", input.sizes(), " and ",
              weight.sizes());
  TORCH_CHECK(stride.size() == 2 && padding.size() == 2 && output_padding.size() == 2,
              "conv_transpose2d expects two numbers each for stride, padding and output padding, but received ", stride, ", ",
              padding, " and ", output_padding);
  return ConvTranspose2d::apply(input, weight, stride, padding, output_padding);
}

}  // namespace

TORCH_LIBRARY(saddle, library) {
  library.def("conv_transpose2d(Tensor input, Tensor weight, int[2] stride, int[2] padding, int[2] output_padding) -> Tensor",
              &conv_transpose2d);
}
