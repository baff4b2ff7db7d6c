using Saddle.Data;
using Saddle.Evaluation;
using Saddle.Evaluation.Features;
using Saddle.Tests.Support;
using Saddle.Torch;
using Xunit;

namespace Saddle.Tests.Evaluation.Features;

public sealed class ClassifierFeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly List<string> _told = [];

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_learns_the_classes_is_kept_and_is_found_again()
    {
        (Tensor real, Tensor labels) = Samples.Halves(300, 1);
        (Tensor unseen, Tensor answers) = Samples.Halves(500, 2);
        using SampleSet training = Samples.Of(real, labels, 2), test = Samples.Of(unseen, answers, 2);
        using ClassifierFeatures trained = For(training);
        Assert.Contains(_told, line => line.StartsWith("training", StringComparison.Ordinal));
        using FeatureSet features = trained.Of(test);
        Assert.Equal((500L, 128L, 2L), (features.Count, features.Dimensions, features.Logits!.size(1)));
        Assert.Equal(answers.ToArray<long>(), features.Labels!.ToArray<long>());
        double accuracy = features.Logits.argmax(1).eq(answers).to(ScalarType.Float64).mean().item();
        Assert.InRange(accuracy, 0.95, 1);

        _told.Clear();
        using ClassifierFeatures found = For(training);
        Assert.Empty(_told);
        Assert.Equal(trained.Origin, found.Origin);
        using FeatureSet again = found.Of(test);
        Assert.Equal(features.Features.ToArray<double>(), again.Features.ToArray<double>());
    }

    [Fact]
    public void A_damaged_file_is_replaced_and_the_same_classifier_comes_of_it()
    {
        (Tensor real, Tensor labels) = Samples.Halves(60, 3);
        using SampleSet training = Samples.Of(real, labels, 2);
        using ClassifierFeatures first = For(training);
        string file = Assert.Single(Directory.GetFiles(_folder.File("classifiers")));
        byte[] whole = File.ReadAllBytes(file);
        File.WriteAllBytes(file, whole[..1000]);
        using ClassifierFeatures second = For(training);
        Assert.Contains(_told, line => line.Contains("cannot be used", StringComparison.Ordinal));
        Assert.Equal(first.Origin, second.Origin);
        Assert.Equal(whole, File.ReadAllBytes(file));
    }

    [Fact]
    public void Stacked_planes_are_classified_one_by_one()
    {
        (Tensor grey, Tensor sides) = Samples.Halves(600, 4);
        Tensor stacks = grey.view(200, 3, 8, 8), digits = sides.view(200, 3);
        Tensor labels = ((digits.select(1, 0) * 4) + (digits.select(1, 1) * 2) + digits.select(1, 2)).to(ScalarType.Int64);
        using SampleSet training = Samples.Of(stacks, labels, 8, planeClasses: 2);
        using ClassifierFeatures classifier = For(training);
        using FeatureSet features = classifier.Of(training);
        Assert.Equal((3 * 128L, 8L), (features.Dimensions, features.Logits!.size(1)));
        Assert.InRange(features.Logits.argmax(1).eq(labels).to(ScalarType.Float64).mean().item(), 0.95, 1);
        // What is said of a combination is the product of what is said of its digits, so that all combinations add up to one.
        Assert.All(features.Logits.exp().sum([1]).ToArray<double>(), sum => Assert.Equal(1, sum, 1e-5));
    }

    [Fact]
    public void Without_labels_there_is_no_classifier()
    {
        using SampleSet unlabelled = Samples.Of(torch.zeros([4, 1, 8, 8])),
            points = Samples.Of(torch.zeros([4, 2]), torch.zeros([4], ScalarType.Int64), 2);
        Assert.All(new[] { unlabelled, points }, samples =>
        {
            InputException error = Assert.Throws<InputException>(() => For(samples));
            Assert.Contains("the features pixels", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_stop_leaves_nothing_behind()
    {
        (Tensor real, Tensor labels) = Samples.Halves(60, 5);
        using SampleSet training = Samples.Of(real, labels, 2);
        using var source = new CancellationTokenSource();
        var work = new DataWork { Cancellation = source.Token, Progress = _ => source.Cancel() };
        Assert.Throws<OperationCanceledException>(() => ClassifierFeatures.For(training, work, _folder.Path));
        Assert.False(Directory.Exists(_folder.File("classifiers")));
    }

    private ClassifierFeatures For(SampleSet samples) => ClassifierFeatures.For(
        samples, new DataWork { Progress = progress => _told.Add(progress.What), Warn = _told.Add }, _folder.Path);
}
