using System.Collections.Immutable;
using System.Globalization;
using LeadSail.Hosting;
using LeadSail.Simulator;
using LeadSail.Simulator.Endings;

namespace LeadSail.Readme;

/// <summary>The README's table of endings, each run through the product on both transports: what it says is what happens.</summary>
public sealed class EndingTableTests : IDisposable
{
    private static readonly string[] Transports = ["twilio", "sip_trunk"];

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_ending_is_as_the_readme_says()
    {
        var rows = Row.All();
        Assert.Equal(EndingTable.ByDigits.Keys.Order(), rows.Select(row => row.Digits));

        var calls = new List<Call>();
        var now = await Serve(TimeSpan.Zero);
        var crowd = now.Api;
        var refused = await now.NewOrganization(); // one refusal of our account holds the line of its organization
        foreach (var row in rows)
        {
            foreach (var transport in Transports)
            {
                var scene = await Scene.Set(row.Digits == "23" ? refused : crowd, transport);
                var phone = Scene.Phone(row.Digits);
                var leadId = await scene.Lead(phone);
                calls.Add(new(row, scene, phone, leadId, await scene.Call(leadId)));
            }
        }

        await Task.WhenAll(calls.Where(call => !call.Row.EndsLater).Select(call => call.Scene.Over(call.InteractionId)));
        await now.DisposeAsync();

        // half an hour later whatever nobody knows of is past its deadline, and nobody has been called in the meantime
        var later = await Serve(TimeSpan.FromMinutes(30));
        await Task.WhenAll(calls.Select(call => Hold(call, later)));
        await later.DisposeAsync();
    }

    private static async Task Hold(Call call, RunningHost host)
    {
        var row = call.Row;
        var scene = call.Scene with { Api = call.Row.Digits == "23" ? host.Client(call.Scene.Api.Key) : host.Api };
        var (final, lead) = await scene.Over(call.InteractionId);
        var dials = await host.Api.Dials(call.Phone);
        var seen = row with
        {
            Status = final.Text("status")!,
            Code = final.Text("errorCode"),
            LeadStatus = lead.Text("status")!,
            Attempts = lead.At("attempts.total").GetInt32(),
            Dials = dials.Count(dial => dial.At("dialled").GetBoolean()),
        };
        Assert.Equal(row, seen);
        Assert.Equal(row.Attempts == 1, final.At("dialled").GetBoolean());
        Assert.All(dials, dial => Assert.Equal(call.InteractionId, dial.Text("attemptId")));
        var events = (await scene.Api.Get($"interactions/{call.InteractionId}/events")).Gives(200).At("events").EnumerateArray();
        Assert.Single(events, entry => entry.Text("type") == "call_finished");
    }

    private async Task<RunningHost> Serve(TimeSpan afterNoon)
    {
        var host = new RunningHost(speed: 10_000, folder.Path, afterNoon, "--Providers:ElevenLabs:PollSeconds=1");
        await host.InitializeAsync();
        return host;
    }

    private sealed record Call(Row Row, Scene Scene, string Phone, string LeadId, string InteractionId);

    /// <summary>A line of the table: digits, what happens, interaction, lead, attempts, dials.</summary>
    private sealed record Row(string Digits, string Status, string? Code, string LeadStatus, int Attempts, int Dials)
    {
        /// <summary>Those that end by the clock: at <c>startBy</c>, or at the deadline.</summary>
        public bool EndsLater => Code is "PROVIDER_BUSY" or "FATE_UNKNOWN";

        public static ImmutableArray<Row> All() =>
        [
            .. File.ReadLines(ReadmeFile.Path)
                .SkipWhile(line => !line.StartsWith("## Every ending", StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Where(cells => cells is [[>= '0' and <= '9', >= '0' and <= '9'], ..])
                .Select(cells => new Row(cells[0], Names(cells[2])[0], Names(cells[2]).ElementAtOrDefault(1), Names(cells[3])[0], Number(cells[4]), Number(cells[5]))),
        ];

        private static string[] Names(string cell) => cell.Split(['`', ' ', ','], StringSplitOptions.RemoveEmptyEntries);

        private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
    }
}
