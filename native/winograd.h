// Convolutions by Winograd's minimal filtering (arXiv:1509.09308): tiles of 2x2 outputs with fewer products than outputs times
// taps.
#pragma once
#include <ATen/ATen.h>

namespace saddle::winograd {

// A convolution of [N, I, H, W] with [O, I, k, k] to [N, O, H', W'].
struct Shape {
  int64_t images, inputs, height, width;
  int64_t outputs, out_height, out_width;
  int64_t kernel, stride, padding;
};

// Whether these are the images and weights of a convolution that is faster this way: 3x3, or with stride 2 also 4x4 or 5x5,
// on a CPU, in float32 and with enough channels.
bool applies(const Shape& shape, const at::Tensor& one, const at::Tensor& other);

// The convolution, and the two maps that its gradients take: to the images, and to the weights. Each is the others' adjoint.
at::Tensor forward(const Shape& shape, const at::Tensor& images, const at::Tensor& weight);
at::Tensor to_images(const Shape& shape, const at::Tensor& gradient, const at::Tensor& weight);
at::Tensor to_weight(const Shape& shape, const at::Tensor& images, const at::Tensor& gradient);

}  // namespace saddle::winograd
