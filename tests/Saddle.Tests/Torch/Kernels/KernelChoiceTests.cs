using Saddle.Torch.Kernels;

namespace Saddle.Tests.Torch.Kernels;

public sealed class KernelChoiceTests
{
    private static readonly string[] s_candidates = ["SapphireRapids", "Cooperlake", "SkylakeX", "Haswell", "Prescott"];

    private readonly List<string> _tried = [];

    [Fact]
    public void The_first_kernel_that_multiplies_rightly_is_taken()
    {
        Assert.Equal(new KernelChoice("SkylakeX", true), Choose(KernelRequest.Best, Verdicts(
            ("SapphireRapids", KernelVerdict.Absent), ("Cooperlake", KernelVerdict.Absent))));
        Assert.Equal(["SapphireRapids", "Cooperlake", "SkylakeX"], _tried);
    }

    [Fact]
    public void After_a_wrong_kernel_comes_the_next()
        => Assert.Equal(new KernelChoice("Haswell", true), Choose(KernelRequest.Best, Verdicts(
            ("SapphireRapids", KernelVerdict.Wrong), ("Cooperlake", KernelVerdict.Wrong), ("SkylakeX", KernelVerdict.Wrong))));

    [Fact]
    public void When_every_kernel_is_wrong_the_library_has_the_choice()
        => Assert.Equal(new KernelChoice(null, false), Choose(KernelRequest.Best, _ => KernelVerdict.Wrong));

    [Fact]
    public void Where_nothing_can_be_tried_only_kernels_count_that_every_library_knows()
        => Assert.Equal(new KernelChoice("SkylakeX", false), Choose(KernelRequest.Best, _ => KernelVerdict.Unknown));

    [Fact]
    public void Another_matrix_library_is_told_nothing()
    {
        Assert.Equal(new KernelChoice(null, false), Choose(KernelRequest.Best, _ => KernelVerdict.Meaningless));
        Assert.Equal(["SapphireRapids"], _tried);
    }

    [Fact]
    public void The_kernel_that_is_asked_for_comes_first()
    {
        Assert.Equal(new KernelChoice("Haswell", true), Choose(KernelRequest.Named("Haswell"), _ => KernelVerdict.Right));
        Assert.Equal(["Haswell"], _tried);
    }

    [Fact]
    public void A_kernel_that_the_table_lacks_is_taken_if_it_works() // an older machine's run, on its own machine
        => Assert.Equal(new KernelChoice("Excavator", true), Choose(KernelRequest.Named("Excavator"), _ => KernelVerdict.Right));

    [Fact]
    public void A_kernel_that_the_processor_lacks_makes_room_for_the_best()
        => Assert.Equal(
            new KernelChoice("SapphireRapids", true),
            Choose(KernelRequest.Named("Excavator"), Verdicts(("Excavator", KernelVerdict.Wrong))));

    [Fact]
    public void A_kernel_that_is_neither_tried_nor_in_the_table_is_not_taken()
        => Assert.Equal(
            new KernelChoice("SkylakeX", false), Choose(KernelRequest.Named("Excavator"), _ => KernelVerdict.Unknown));

    [Fact]
    public void The_librarys_own_choice_needs_no_trial()
    {
        Assert.Equal(new KernelChoice(null, false), Choose(KernelRequest.LibrarysOwn, _ => KernelVerdict.Right));
        Assert.Empty(_tried);
    }

    [Fact]
    public void The_users_choice_is_taken_whatever_the_library_makes_of_it()
    {
        Assert.Equal(new KernelChoice("Nehalem", true), KernelChoice.OfUser("Nehalem", _ => KernelVerdict.Right));
        Assert.Equal(new KernelChoice("nonsense", false), KernelChoice.OfUser("nonsense", _ => KernelVerdict.Absent));
        Assert.Equal(new KernelChoice(null, false), KernelChoice.OfUser("", _ => KernelVerdict.Wrong));
    }

    [Fact]
    public void A_users_choice_that_would_end_the_process_is_refused_in_a_sentence() => Assert.Equal(
        "OPENBLAS_CORETYPE=Bulldozer: this kernel of OpenBLAS does not work on this processor; " +
        "unset the variable, or name another.",
        Assert.Throws<TorchUnavailableException>(() => KernelChoice.OfUser("Bulldozer", _ => KernelVerdict.Wrong)).Message);

    private KernelChoice Choose(KernelRequest request, Func<string, KernelVerdict> prove)
        => KernelChoice.For(request, s_candidates, name =>
        {
            _tried.Add(name);
            return prove(name);
        });

    private static Func<string, KernelVerdict> Verdicts(params (string Kernel, KernelVerdict Verdict)[] known)
        => name => known.Where(pair => pair.Kernel == name).Select(pair => pair.Verdict)
            .DefaultIfEmpty(KernelVerdict.Right).First();
}
