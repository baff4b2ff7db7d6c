using Saddle.Torch.Engines;
using static Saddle.Torch.Engines.Operator;

namespace Saddle.Torch;

/// <content>Element-wise arithmetic. A trailing underscore means in place, as in PyTorch.</content>
#pragma warning disable CS1591 // one line each, named and behaving as in PyTorch
public sealed partial class Tensor
{
    public Tensor add(Tensor other) => Call("add.Tensor", this, other);
    public Tensor add(Tensor other, double alpha) => Call("add.Tensor", this, other, alpha);
    public Tensor add(double other) => Call("add.Scalar", this, other);
    public Tensor sub(Tensor other) => Call("sub.Tensor", this, other);
    public Tensor sub(double other) => Call("sub.Scalar", this, other);
    public Tensor rsub(double other) => Call("rsub.Scalar", this, other);
    public Tensor mul(Tensor other) => Call("mul.Tensor", this, other);
    public Tensor mul(double other) => Call("mul.Scalar", this, other);
    public Tensor div(Tensor other) => Call("div.Tensor", this, other);
    public Tensor div(double other) => Call("div.Scalar", this, other);
    public Tensor neg() => Call("neg", this);
    public Tensor abs() => Call("abs", this);
    public Tensor exp() => Call("exp", this);
    public Tensor log() => Call("log", this);
    public Tensor log1p() => Call("log1p", this);
    public Tensor expm1() => Call("expm1", this);
    public Tensor sqrt() => Call("sqrt", this);
    public Tensor square() => Call("square", this);
    public Tensor reciprocal() => Call("reciprocal", this);
    public Tensor sin() => Call("sin", this);
    public Tensor cos() => Call("cos", this);
    public Tensor floor() => Call("floor", this);
    public Tensor round() => Call("round", this);
    public Tensor sign() => Call("sign", this);
    public Tensor pow(double exponent) => Call("pow.Tensor_Scalar", this, exponent);
    public Tensor clamp(double? min = null, double? max = null)
        => Call("clamp", this, min is { } low ? low : Argument.None, max is { } high ? high : Argument.None);
    public Tensor max(int dim) => CallPair("max.dim", this, dim).First;
    public Tensor maximum(Tensor other) => Call("maximum", this, other);
    public Tensor minimum(Tensor other) => Call("minimum", this, other);
    public Tensor lerp(Tensor end, double weight) => Call("lerp.Scalar", this, end, weight);

    public Tensor sigmoid() => Call("sigmoid", this);
    public Tensor tanh() => Call("tanh", this);
    public Tensor relu() => Call("relu", this);
    public Tensor leaky_relu(double negative_slope = 0.01) => Call("leaky_relu", this, negative_slope);
    public Tensor elu() => Call("elu", this);
    public Tensor gelu() => Call("gelu", this);
    public Tensor silu() => Call("silu", this);
    public Tensor softplus() => Call("softplus", this);
    public Tensor ndtr() => Call("special_ndtr", this);
    public Tensor log_sigmoid() => Call("log_sigmoid", this);

    public Tensor eq(double other) => Call("eq.Scalar", this, other);
    public Tensor lt(double other) => Call("lt.Scalar", this, other);
    public Tensor gt(double other) => Call("gt.Scalar", this, other);
    public Tensor le(double other) => Call("le.Scalar", this, other);
    public Tensor ge(double other) => Call("ge.Scalar", this, other);
    public Tensor lt(Tensor other) => Call("lt.Tensor", this, other);
    public Tensor le(Tensor other) => Call("le.Tensor", this, other);
    public Tensor eq(Tensor other) => Call("eq.Tensor", this, other);
    public Tensor isfinite() => Call("isfinite", this);

    public Tensor relu_() => CallInPlace("relu_", this);
    public Tensor leaky_relu_(double negative_slope = 0.01) => CallInPlace("leaky_relu_", this, negative_slope);
    public Tensor add_(Tensor other) => CallInPlace("add_.Tensor", this, other);
    public Tensor add_(Tensor other, double alpha) => CallInPlace("add_.Tensor", this, other, alpha);
    public Tensor add_(double other) => CallInPlace("add_.Scalar", this, other);
    public Tensor mul_(Tensor other) => CallInPlace("mul_.Tensor", this, other);
    public Tensor mul_(double other) => CallInPlace("mul_.Scalar", this, other);
    public Tensor div_(Tensor other) => CallInPlace("div_.Tensor", this, other);
    public Tensor addcmul_(Tensor first, Tensor second, double value = 1) => CallInPlace("addcmul_", this, first, second, value);
    public Tensor addcdiv_(Tensor first, Tensor second, double value = 1) => CallInPlace("addcdiv_", this, first, second, value);
    public Tensor lerp_(Tensor end, Tensor weight) => CallInPlace("lerp_.Tensor", this, end, weight);
    public Tensor lerp_(Tensor end, double weight) => CallInPlace("lerp_.Scalar", this, end, weight);
    public Tensor sqrt_() => CallInPlace("sqrt_", this);
    public Tensor clamp_(double min, double max) => CallInPlace("clamp_", this, min, max);
    public Tensor zero_() => CallInPlace("zero_", this);
    public Tensor fill_(double value) => CallInPlace("fill_.Scalar", this, value);
    public Tensor index_fill_(int dim, Tensor index, double value)
        => CallInPlace("index_fill_.int_Scalar", this, dim, index, value);
    public Tensor index_copy_(int dim, Tensor index, Tensor source) => CallInPlace("index_copy_", this, dim, index, source);
    public Tensor copy_(Tensor source, bool non_blocking = false) => CallInPlace("copy_", this, source, non_blocking);
    public Tensor normal_(double mean = 0, double std = 1, RandomGenerator? generator = null)
        => CallInPlace("normal_", this, mean, std, generator);
    public Tensor uniform_(double from = 0, double to = 1, RandomGenerator? generator = null)
        => CallInPlace("uniform_", this, from, to, generator);

    public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
    public static Tensor operator +(Tensor left, double right) => left.add(right);
    public static Tensor operator +(double left, Tensor right) => right.add(left);
    public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
    public static Tensor operator -(Tensor left, double right) => left.sub(right);
    public static Tensor operator -(double left, Tensor right) => right.rsub(left);
    public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
    public static Tensor operator *(Tensor left, double right) => left.mul(right);
    public static Tensor operator *(double left, Tensor right) => right.mul(left);
    public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
    public static Tensor operator /(Tensor left, double right) => left.div(right);
    public static Tensor operator -(Tensor value) => value.neg();
}
#pragma warning restore CS1591
