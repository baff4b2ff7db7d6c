using Saddle.Data;
using Saddle.Networks;
using Saddle.Tests.Support;
using Xunit;

namespace Saddle.Tests.Networks;

public sealed class FilmContinuationTests
{
    [Theory, InlineData(1, 4), InlineData(3, 2), InlineData(1, 1)]
    public void Each_frame_that_was_made_is_the_newest_past_one_of_the_next(int channels, int past)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new Pix2Pix
        {
            Size = 16, Channels = channels, Latent = 3, GeneratorWidth = 4, DiscriminatorWidth = 4, Depth = 2, Dropout = 0,
            Patch = 34,
        };
        using PictureGenerator generator = network.CreateTranslator(new SampleShape(channels, 16, 16), past * channels);
        Tensor frames = torch.randn([2, past * channels, 16, 16]);
        IReadOnlyList<Tensor> made = generator.Continue(frames, 3, seed: 7);
        Assert.Equal(3, made.Count);
        Tensor all = torch.cat([frames, .. made], 1);
        for (int k = 0; k < 3; k++)
        {
            Close.Same(generator.Sample(2, 7 + k, new PictureCondition(all.narrow(1, k * channels, past * channels))), made[k]);
        }
    }
}
