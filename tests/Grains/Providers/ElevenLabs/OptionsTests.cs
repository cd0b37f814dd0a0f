using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LeadSail.Providers.ElevenLabs;

public sealed class OptionsTests
{
    [Fact]
    public void Nothing_has_to_be_set()
    {
        var options = Options();
        Assert.Equal(("https://api.elevenlabs.io", 60, 100, 30), (options.BaseUrl, options.PollSeconds, options.StartTimeoutSeconds, options.ReadTimeoutSeconds));
        Assert.Empty(options.WebhookSecrets);
    }

    [Theory]
    [InlineData("BaseUrl", "http://127.0.0.1:5000/simulator/elevenlabs")]
    [InlineData("BaseUrl", "http://simulator:5000")]
    [InlineData("PollSeconds", "1")]
    [InlineData("PollSeconds", "600")]
    public void What_is_in_range_is_taken(string name, string value) => Options((name, value));

    [Theory]
    [InlineData("BaseUrl", "api.elevenlabs.io", "absolute http(s) address")]
    [InlineData("BaseUrl", "ftp://x", "absolute http(s) address")]
    [InlineData("BaseUrl", "https://x?key=1", "leave them out")]
    [InlineData("ApiKey", "sk 1", "copy it again")]
    [InlineData("ApiKey", "sk\n1", "copy it again")]
    [InlineData("WebhookSecrets:0", " ", "remove it")]
    [InlineData("PollSeconds", "0", "set 1 to 600 seconds")]
    [InlineData("PollSeconds", "601", "set 1 to 600 seconds")]
    [InlineData("StartTimeoutSeconds", "9", "set 10 to 1100 seconds")]
    [InlineData("ReadTimeoutSeconds", "301", "set 1 to 300 seconds")]
    public void What_is_not_is_refused_with_what_to_do(string name, string value, string says)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Options((name, value)));
        Assert.Contains($"Providers:ElevenLabs:{name.Split(':')[0]}", error.Message);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void A_key_is_not_sent_unencrypted_to_another_machine() =>
        Assert.Contains("use https", Assert.Throws<OptionsValidationException>(() => Options(("BaseUrl", "http://example.com"), ("ApiKey", "sk"))).Message);

    [Fact]
    public void They_are_checked_at_start()
    {
        using var services = StubApi.Services(clock: null, handler: null, ("PollSeconds", "0"));
        Assert.Throws<OptionsValidationException>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    private static ElevenLabsOptions Options(params (string, string)[] settings)
    {
        using var services = StubApi.Services(clock: null, handler: null, settings);
        return services.GetRequiredService<IOptions<ElevenLabsOptions>>().Value;
    }
}
