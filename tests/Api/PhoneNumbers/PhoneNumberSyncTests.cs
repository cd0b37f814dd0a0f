using System.Text.Json;
using LeadSail.Calls;
using LeadSail.Hosting;
using LeadSail.Providers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LeadSail.PhoneNumbers;

public sealed class PhoneNumberSyncTests : IAsyncLifetime
{
    private readonly ListingHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_provider_s_numbers_are_taken_over()
    {
        var first = await Sync(host.Api); // the simulator's
        Assert.Equal((2, 0, 0), Counts(first));
        Assert.Equal(
            [("+12125550100", "Simulator, Twilio", "twilio", "phnum_sim_twilio", true), ("+14155550101", "Simulator, SIP trunk", "sip_trunk", "phnum_sim_sip", true)],
            first.At("phoneNumbers").EnumerateArray().Select(Shown));
        Assert.Equal((0, 0, 0), Counts(await Sync(host.Api)));
        Assert.Equal(first.At("phoneNumbers").GetRawText(), (await host.Api.Get("phone-numbers")).Gives(200).At("phoneNumbers").GetRawText());
    }

    [Fact]
    public async Task What_has_changed_there_changes_here_and_what_is_gone_there_is_inactive_here()
    {
        host.List(new("p1", "+12125550111", "One", "twilio"), new("p2", "+12125550112", "Two", "twilio"), new("p3", "+12125550113", "Three", "twilio"));
        var before = (await Sync(host.Api)).At("phoneNumbers").EnumerateArray().ToDictionary(number => number.Text("providerPhoneNumberId")!, number => number.Text("phoneNumberId"));
        host.List(new("p1", "+12125550111", "One", "twilio"), new("p2", "+12125550122", "Zwei", "sip_trunk"), new("p4", "+12125550114", "Four", "twilio"));
        var after = await Sync(host.Api);
        Assert.Equal((1, 1, 1), Counts(after));
        var numbers = after.At("phoneNumbers").EnumerateArray().ToDictionary(number => number.Text("providerPhoneNumberId")!);
        Assert.Equal(("+12125550122", "Zwei", "sip_trunk", "p2", true), Shown(numbers["p2"]));
        Assert.Equal((before["p2"], before["p3"]), (numbers["p2"].Text("phoneNumberId"), numbers["p3"].Text("phoneNumberId")));
        Assert.Equal((false, 2), (numbers["p3"].At("active").GetBoolean(), numbers["p3"].At("version").GetInt32()));
        Assert.Equal(1, numbers["p1"].At("version").GetInt32());
        Assert.Equal((0, 0, 0), Counts(await Sync(host.Api)));
    }

    [Fact]
    public async Task A_number_belongs_to_one_organization()
    {
        host.List(new ProviderNumber("p1", "+12125550111", "One", "twilio"));
        Assert.Equal((1, 0, 0), Counts(await Sync(host.Api)));
        var other = await host.NewOrganization();
        var theirs = await Sync(other);
        Assert.Equal(((0, 0, 0), 0), (Counts(theirs), theirs.At("phoneNumbers").GetArrayLength()));
        var id = (await host.Api.Get("phone-numbers")).Gives(200).At("phoneNumbers")[0].Text("phoneNumberId");
        (await host.Api.Patch($"phone-numbers/{id}", new { active = false })).Gives(200);
        Assert.Equal((1, 0, 0), Counts(await Sync(other)));
    }

    [Fact]
    public async Task What_cannot_be_called_from_is_passed_over()
    {
        host.List(new("p1", "1001", "Extension", "sip_trunk"), new("p2", "+0123456789", "No country", "twilio"), new("p3", "+12125550111", new string('x', 300), "twilio"), new("p3", "+12125550112", "Twice", "twilio"));
        var synced = await Sync(host.Api);
        Assert.Equal((1, 0, 0), Counts(synced));
        Assert.Equal(200, synced.At("phoneNumbers")[0].Text("label")!.Length);
    }

    [Fact]
    public async Task Of_many_at_once_one_creates()
    {
        host.List(new ProviderNumber("p1", "+12125550111", "One", "twilio"));
        var synced = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Sync(host.Api)));
        Assert.Equal(1, synced.Sum(each => each.At("created").GetInt32()));
        Assert.Equal(1, (await host.Api.Get("phone-numbers")).Gives(200).At("phoneNumbers").GetArrayLength());
    }

    [Fact]
    public async Task A_provider_that_cannot_be_asked_changes_nothing()
    {
        host.List(new ProviderNumber("p1", "+12125550111", "One", "twilio"));
        await Sync(host.Api);
        host.Fail(new ProviderUnavailableException("The provider does not answer."));
        (await host.Api.Post("phone-numbers/sync", new { })).Refuses(503, "UNAVAILABLE");
        host.Fail(new ProviderUnavailableException("The provider refuses our key (HTTP 401); check Providers:ElevenLabs:ApiKey.") { IsCredentials = true });
        Assert.Equal("The provider refuses our key (HTTP 401); check Providers:ElevenLabs:ApiKey.", (await host.Api.Post("phone-numbers/sync", new { })).Refuses(422, "PROVIDER_REFUSED").Text("message"));
        Assert.True((await host.Api.Get("phone-numbers")).Gives(200).At("phoneNumbers")[0].At("active").GetBoolean());
    }

    private static async Task<JsonElement> Sync(ApiClient api) => (await api.Send(new HttpRequestMessage(HttpMethod.Post, "phone-numbers/sync"))).Gives(200);

    private static (int Created, int Updated, int Deactivated) Counts(JsonElement synced) => (synced.At("created").GetInt32(), synced.At("updated").GetInt32(), synced.At("deactivated").GetInt32());

    private static (string?, string?, string?, string?, bool) Shown(JsonElement number) =>
        (number.Text("phoneNumber"), number.Text("label"), number.Text("transport"), number.Text("providerPhoneNumberId"), number.At("active").GetBoolean());

    /// <summary>Its provider lists what it is told to, else what the simulator has.</summary>
    private sealed class ListingHost() : RunningHost(speed: 10_000)
    {
        private Func<IReadOnlyList<ProviderNumber>>? list;

        public void List(params ProviderNumber[] numbers) => list = () => numbers;

        public void Fail(Exception why) => list = () => throw why;

        protected override void Adjust(WebApplicationBuilder builder)
        {
            var real = builder.Services.Single(service => service.ServiceType == typeof(IVoiceProvider));
            builder.Services.Remove(real);
            builder.Services.AddSingleton<IVoiceProvider>(services => new Listing((IVoiceProvider)ActivatorUtilities.CreateInstance(services, real.ImplementationType!), () => list));
        }
    }

    private sealed class Listing(IVoiceProvider real, Func<Func<IReadOnlyList<ProviderNumber>>?> list) : IVoiceProvider
    {
        public string Key => real.Key;

        public Task<StartCallResult> StartCallAsync(StartCallRequest request, CancellationToken cancellationToken) => real.StartCallAsync(request, cancellationToken);

        public Task<CallReport?> GetCallAsync(string conversationId, CancellationToken cancellationToken) => real.GetCallAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<CallReport>> FindCallsAsync(string attemptId, string? providerAgentId, CancellationToken cancellationToken) => real.FindCallsAsync(attemptId, providerAgentId, cancellationToken);

        public Task<IReadOnlyCollection<string>> ListCallsAsync(DateTimeOffset since, CancellationToken cancellationToken) => real.ListCallsAsync(since, cancellationToken);

        public Task<Recording?> OpenRecordingAsync(string conversationId, CancellationToken cancellationToken) => real.OpenRecordingAsync(conversationId, cancellationToken);

        public Task<IReadOnlyList<ProviderNumber>> ListNumbersAsync(CancellationToken cancellationToken) =>
            list() is { } scripted ? Task.Run(scripted, cancellationToken) : real.ListNumbersAsync(cancellationToken);
    }
}
