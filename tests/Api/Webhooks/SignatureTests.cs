using System.Globalization;
using System.Text;
using LeadSail.Hosting;
using LeadSail.Http;
using LeadSail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.Webhooks;

[Collection(nameof(FastHost))]
public sealed class SignatureTests(FastHost host)
{
    private const int Megabyte = 1024 * 1024;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{ "type": "something_new", "data": {} }""");

    [Fact]
    public async Task A_webhook_signed_with_our_secret_is_taken() => Assert.Equal("ignored", (await host.Deliver(Body)).Gives(200).Text("event"));

    [Theory]
    [InlineData(0)]
    [InlineData(59)]
    [InlineData(-4)]
    public async Task A_signature_may_be_an_hour_old_and_five_minutes_ahead(int minutesOld) =>
        (await host.Deliver(Body, SignedWebhook.Sign(host.Now.AddMinutes(-minutesOld), Body))).Gives(200);

    [Theory]
    [InlineData(61, "stale")]
    [InlineData(100_000, "stale")]
    [InlineData(-6, "from_future")]
    public async Task Older_or_further_ahead_it_is_refused(int minutesOld, string why) => Refused(await host.Deliver(Body, SignedWebhook.Sign(host.Now.AddMinutes(-minutesOld), Body)), why);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public async Task Without_a_signature_it_is_refused(string? signature) => Refused(await host.Deliver(Body, signature), "missing");

    [Theory]
    [InlineData("v0={0}")]
    [InlineData("t={1}")]
    [InlineData("t={1},v1={0}")]
    [InlineData("t=now,v0={0}")]
    [InlineData("t=-{1},v0={0}")]
    [InlineData("t={1},t={1},v0={0}")]
    [InlineData("t={1};v0={0}")]
    [InlineData("{0}")]
    [InlineData("t={1},v0={0}0")]
    [InlineData("t={1},v0=")]
    [InlineData("t=99999999999999999999,v0={0}")]
    [InlineData("t={1},v0=zz{2}")]
    [InlineData("t={1},v0={2}")]
    public async Task A_signature_of_another_form_is_refused(string form)
    {
        var good = SignedWebhook.Sign(host.Now, Body);
        var digest = good[^64..];
        Refused(await host.Deliver(Body, string.Format(CultureInfo.InvariantCulture, form, digest, host.Now.ToUnixTimeSeconds(), digest[2..])), "malformed");
    }

    [Fact]
    public async Task A_signature_with_another_secret_or_of_another_body_or_time_is_refused()
    {
        Refused(await host.Deliver(Body, SignedWebhook.Sign(host.Now, Body, "wsec_of_somebody_else")), "mismatch");
        Refused(await host.Deliver(Body, SignedWebhook.Sign(host.Now, [.. Body, (byte)' '])), "mismatch");
        var signed = SignedWebhook.Sign(host.Now, Body);
        Refused(await host.Deliver(Body, $"t={host.Now.AddMinutes(-1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}{signed[signed.IndexOf(',', StringComparison.Ordinal)..]}"), "mismatch");
    }

    [Fact]
    public async Task One_good_signature_among_several_is_enough()
    {
        var signed = SignedWebhook.Sign(host.Now, Body);
        (await host.Deliver(Body, $"{signed.Replace("v0=", $"v0={new string('0', 64)},v0=", StringComparison.Ordinal)}")).Gives(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("7")]
    public async Task Signed_but_no_JSON_object_is_told(string body) => (await host.Deliver(Encoding.UTF8.GetBytes(body))).FindsFault("body: must be a JSON object");

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "type": "post_call_transcription" }""")]
    [InlineData("""{ "type": "post_call_transcription", "data": null }""")]
    [InlineData("""{ "type": "post_call_transcription", "data": { "conversation_id": 7 } }""")]
    [InlineData("""{ "type": "post_call_audio", "data": { "conversation_id": "conv_1", "full_audio": "AAAA" } }""")]
    [InlineData("""{ "type": ["x"], "data": { "conversation_id": "conv_1" } }""")]
    public async Task What_says_nothing_that_is_used_is_taken_and_passed_over(string body) => Assert.Equal("ignored", (await host.Deliver(Encoding.UTF8.GetBytes(body))).Gives(200).Text("event"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_webhook_may_have_many_megabytes(bool chunked)
    {
        var body = new byte[40 * Megabyte];
        Array.Fill(body, (byte)' ');
        Body.CopyTo(body, 0);
        Assert.Equal("ignored", (await host.Deliver(body, chunked: chunked)).Gives(200).Text("event"));
    }

    [Fact]
    public async Task Over_sixty_four_megabytes_it_is_too_large() =>
        (await SendTooMuch(SignedWebhook.Sign(host.Now, Body))).Refuses(413, "PAYLOAD_TOO_LARGE");

    [Fact]
    public async Task What_is_not_signed_in_form_and_in_time_is_refused_before_its_body_is_read()
    {
        Refused(await SendTooMuch(null), "missing");
        Refused(await SendTooMuch("t=1"), "malformed");
        Refused(await SendTooMuch(SignedWebhook.Sign(host.Now.AddMinutes(-61), Body)), "stale");
    }

    [Fact]
    public async Task As_many_large_bodies_as_can_be_held_are_read_and_small_ones_always()
    {
        var large = new byte[2 * Megabyte];
        Array.Fill(large, (byte)' ');
        Body.CopyTo(large, 0);
        var held = Enumerable.Range(0, LargeBodies.AtOnce).Select(_ => host.Services.GetRequiredService<LargeBodies>().Enter()).ToList();

        var answer = await host.Deliver(large);
        answer.Refuses(503, "UNAVAILABLE");
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        (await host.Deliver(Body)).Gives(200);

        held.ForEach(place => place.Dispose());
        for (var i = 0; i < 2 * LargeBodies.AtOnce; i++)
        {
            (await host.Deliver(large)).Gives(200);
        }
    }

    [Fact]
    public async Task Nothing_of_audio_is_kept()
    {
        (await host.Deliver(Encoding.UTF8.GetBytes($$"""{ "type": "post_call_audio", "data": { "conversation_id": "conv_of_audio", "full_audio": "{{new string('A', 2 * Megabyte)}}" } }"""))).Gives(200);
        await using var database = await host.Services.GetRequiredService<IReadDatabase>().OpenAsync();
        await using var count = database.CreateCommand();
        count.CommandText = "SELECT count(*) FROM inbox WHERE conversation_id = 'conv_of_audio'";
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    /// <summary>Announces a body that no webhook may have.</summary>
    private Task<Answer> SendTooMuch(string? signature)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, SignedWebhook.Path) { Content = new ByteArrayContent(new byte[64 * Megabyte + 1]) };
        request.Headers.ExpectContinue = true;
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("ElevenLabs-Signature", signature);
        }

        return host.Client(null).Send(request);
    }

    private static void Refused(Answer answer, string why) => Assert.Equal($"The signature is not valid: {why}.", answer.Refuses(401, "UNAUTHORIZED").Text("message"));
}
