using System.Security.Cryptography;
using System.Text;

namespace LeadSail.Providers.ElevenLabs;

public sealed class SignatureTests
{
    private const string Secret = "wsec_0123456789abcdef";
    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1739537319);
    private static readonly byte[] Body = "{\"type\":\"x\"}"u8.ToArray();

    public static TheoryData<int> Vectors => [.. Enumerable.Range(0, Samples.Json("signature_vectors.computed.json")["vectors"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_computed_vector_is_valid_and_not_after_a_change_of_one_byte(int index)
    {
        var vector = Samples.Json("signature_vectors.computed.json")["vectors"]![index]!;
        var body = Encoding.UTF8.GetBytes((string)vector["raw_body"]!);
        var header = (string)vector["header"]!;
        var at = DateTimeOffset.FromUnixTimeSeconds((long)vector["timestamp"]!);
        var receiver = Samples.Receiver((string)vector["secret"]!);

        Assert.Equal(SignatureVerdict.Valid, receiver.Verify(header, body, at));
        body[^2] ^= 1;
        Assert.Equal(SignatureVerdict.Mismatch, receiver.Verify(header, body, at));
    }

    [Theory]
    [InlineData(3600.0, SignatureVerdict.Valid)]
    [InlineData(3600.001, SignatureVerdict.Stale)]
    [InlineData(-300.0, SignatureVerdict.Valid)]
    [InlineData(-300.001, SignatureVerdict.FromFuture)]
    public void A_signature_holds_for_60_minutes_and_5_ahead_both_inclusive(double secondsLater, SignatureVerdict verdict) =>
        Assert.Equal((verdict, verdict), (
            Samples.Receiver(Secret).Verify(Sign(Secret), Body, SignedAt.AddSeconds(secondsLater)),
            Samples.Receiver(Secret).CheckHeader(Sign("other"), SignedAt.AddSeconds(secondsLater))));

    [Fact]
    public void Any_configured_secret_may_have_signed()
    {
        var receiver = Samples.Receiver("other", Secret);
        Assert.Equal(SignatureVerdict.Valid, receiver.Verify(Sign(Secret), Body, SignedAt));
        Assert.Equal(SignatureVerdict.Valid, receiver.Verify(Sign("other"), Body, SignedAt));
        Assert.Equal(SignatureVerdict.Mismatch, receiver.Verify(Sign("third"), Body, SignedAt));
    }

    [Fact]
    public void Any_digest_in_the_header_may_be_the_right_one()
    {
        var right = Sign(Secret).Split(',')[1];
        var wrong = "v0=" + new string('0', 64);
        foreach (var header in new[] { $"t=1739537319,{wrong},{right}", $"{right},t=1739537319,{wrong}", $" t=1739537319 , v1=abc, v0=zz, {right.ToUpperInvariant().Replace("V0", "v0")} " })
            Assert.Equal(SignatureVerdict.Valid, Samples.Receiver(Secret).Verify(header, Body, SignedAt));
        Assert.Equal(SignatureVerdict.Mismatch, Samples.Receiver(Secret).Verify($"t=1739537319,{wrong}", Body, SignedAt));
    }

    [Theory]
    [InlineData(null, SignatureVerdict.Missing)]
    [InlineData("", SignatureVerdict.Missing)]
    [InlineData("  ", SignatureVerdict.Missing)]
    [InlineData("x", SignatureVerdict.Malformed)]
    [InlineData(",,,=,", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319", SignatureVerdict.Malformed)]
    [InlineData("v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=-1,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319.0,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=99999999999999999999,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=999999999999,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=١٧٣٩٥٣٧٣١٩,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319,t=1739537319,v0={0}", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319,v0=", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319,v0=abcd", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319,v0=zz{0}", SignatureVerdict.Malformed)]
    [InlineData("t=1739537319,v1={0}", SignatureVerdict.Malformed)]
    [InlineData("t=99999999999,v0={0}", SignatureVerdict.FromFuture)]
    [InlineData("t=0,v0={0}", SignatureVerdict.Stale)]
    public void A_header_of_another_form_is_never_valid_and_never_throws(string? header, SignatureVerdict verdict)
    {
        header = header?.Replace("{0}", Sign(Secret).Split("v0=")[1]);
        Assert.Equal(verdict, Samples.Receiver(Secret).Verify(header, Body, SignedAt));
        Assert.Equal(verdict, Samples.Receiver(Secret).CheckHeader(header, SignedAt));
    }

    [Fact]
    public void Without_secrets_nothing_is_valid()
    {
        Assert.Equal(SignatureVerdict.Mismatch, Samples.Receiver().Verify(Sign(""), Body, SignedAt));
    }

    [Fact]
    public void Random_headers_never_throw()
    {
        var random = new Random(7);
        const string alphabet = "t=v0,1739537319abcdefXYZ \u00e9\ud83d";
        var receiver = Samples.Receiver(Secret);
        for (var i = 0; i < 5_000; i++)
        {
            var header = new string([.. Enumerable.Range(0, random.Next(90)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            Assert.NotEqual(SignatureVerdict.Valid, receiver.Verify(header, Body, SignedAt));
        }
    }

    private static string Sign(string secret) =>
        "t=1739537319,v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. "1739537319."u8, .. Body]));
}
