using Saddle.Tests.Support;

namespace Saddle.Tests.Torch;

public sealed class OperatorGoldenTests
{
    private static readonly Golden s_golden = Golden.Load("operators");

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> s_operators = new()
    {
        ["elu"] = (values, _, _) => values.elu(),
        ["gelu"] = (values, _, _) => values.gelu(),
        ["silu"] = (values, _, _) => values.silu(),
        ["softplus"] = (values, _, _) => values.softplus(),
        ["log_sigmoid"] = (values, _, _) => values.log_sigmoid(),
        ["log_softmax"] = (values, _, _) => values.log_softmax(1),
        ["softmax"] = (values, _, _) => values.softmax(0),
        ["variance"] = (values, _, _) => values.var([0]),
        ["variance_biased"] = (values, _, _) => values.var([1], unbiased: false, keepdim: true),
        ["lerp"] = (values, weight, _) => values.lerp(weight, 0.3),
        ["norm"] = (values, _, _) => values.norm().reshape(1),
        ["clamp"] = (values, _, _) => values.clamp(max: 0.5),
        ["repeat_interleave"] = (values, _, _) => values.repeat_interleave(3, 0),
        ["bicubic_smaller"] = (_, _, picture) => torch.upsample_bicubic2d_aa(picture, 4, 5),
        ["bicubic_larger"] = (_, _, picture) => torch.upsample_bicubic2d_aa(picture, 12, 10),
    };

    public static TheoryData<string> Names => [.. s_operators.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_operator_is_PyTorchs(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor result = s_operators[name](s_golden["values"], s_golden["weight"], s_golden["picture"]);
        Close.EqualInSinglePrecision(s_golden[name], result, name);
    }

    [Fact]
    public void Every_reference_is_compared()
        => Assert.Equal(s_golden.Keys.Except(["values", "weight", "picture"]).Order(), s_operators.Keys.Order());
}
