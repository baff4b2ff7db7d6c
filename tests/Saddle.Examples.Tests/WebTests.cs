using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Saddle.Examples.Tests.Support;

namespace Saddle.Examples.Tests;

public sealed class WebTests(LabelledServer server) : IClassFixture<LabelledServer>
{
    private HttpClient Client => server.Client;

    [Fact]
    public async Task A_picture_is_the_one_that_the_library_draws()
    {
        using var generator = ExportedGenerator.Open(Models.LabelledPictures());
        byte[] one = await Client.GetByteArrayAsync(new Uri("/sample?seed=-7&label=sneaker", UriKind.Relative));
        Assert.Equal(generator.Sample(seed: -7, label: "Sneaker")[0].Pixels, PngReader.Read(one).Pixels);
        byte[] many = await Client.GetByteArrayAsync(new Uri("/sample?seed=3&count=5", UriKind.Relative));
        Assert.Equal(Picture.Grid(generator.Sample(count: 5, seed: 3)).ToPng(), many);
        Assert.Equal(generator.Sample()[0].ToPng(), await Client.GetByteArrayAsync(new Uri("/sample", UriKind.Relative)));
    }

    [Fact]
    public async Task A_picture_may_be_kept_and_is_not_sent_twice()
    {
        using HttpResponseMessage first = await Get("/sample?seed=1&label=boot");
        Assert.Equal("image/png", first.Content.Headers.ContentType?.ToString());
        Assert.True(first.Headers.CacheControl is { Public: true, MaxAge.TotalSeconds: > 0 });
        EntityTagHeaderValue tag = Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag);
        using HttpResponseMessage again = await Get("/sample?label=boot&seed=1", tag);
        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        using HttpResponseMessage other = await Get("/sample?seed=2&label=boot", tag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(tag, other.Headers.ETag);
    }

    [Theory]
    [InlineData("label=shoe", "There is no class 'shoe': there are boot, bag, Sneaker, or a number from 0 to 2.")]
    [InlineData("seed=1.5", "seed: expected a whole number from -9223372036854775808 to 9223372036854775807, received '1.5'.")]
    [InlineData("count=", "count: expected a whole number from 1 to 64, received ''.")]
    [InlineData("count=0", "count: expected a whole number from 1 to 64, received '0'.")]
    [InlineData("count=65", "count: expected a whole number from 1 to 64, received '65'.")]
    [InlineData("sead=1", "There is no parameter 'sead': there are seed, count, label, caption.")]
    [InlineData("seed=1&seed=2", "seed: expected once, received 2 times.")]
    [InlineData("caption=red", "The generator of the recipe test takes no captions: leave them out.")]
    public async Task Bad_input_is_refused_in_one_sentence(string query, string sentence)
    {
        using HttpResponseMessage answer = await Get($"/sample?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(answer.Headers.ETag);
        using JsonDocument problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        string detail = problem.RootElement.GetProperty("detail").GetString()!;
        Assert.Equal(sentence, detail);
        JsonElement classes = problem.RootElement.GetProperty("classes");
        Assert.Equal(Models.Classes, classes.EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Health_tells_what_is_drawn()
    {
        using JsonDocument health = JsonDocument.Parse(
            await Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        Assert.Equal("ok", health.RootElement.GetProperty("status").GetString());
        Assert.Equal("test", health.RootElement.GetProperty("recipe").GetString());
        Assert.Equal(1000, health.RootElement.GetProperty("step").GetInt64());
        Assert.True(health.RootElement.GetProperty("drawnInMilliseconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_document_too()
    {
        using HttpResponseMessage answer = await Get("/samples");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private async Task<HttpResponseMessage> Get(string address, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }
        return await Client.SendAsync(request);
    }
}
