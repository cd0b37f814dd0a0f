using LeadSail.Deliveries;
using LeadSail.Lives;

namespace LeadSail.OpenApi;

/// <summary>Requests for every operation of the document, good and spoilt: never a fault of ours, never an answer that is not documented, and always one.</summary>
[Collection(nameof(DeliveryHost))]
public sealed class FuzzTests(DeliveryHost host)
{
    [Fact]
    public async Task No_request_makes_a_fault_of_ours()
    {
        var known = await Known.Make(host);
        var counts = new SortedDictionary<int, int>();
        await Task.Run(() => Cases.Hold(20261118, choices =>
        {
            var request = new OddRequest(host.Contract, known, choices).Make();
            choices.Note(Cut($"{request}\n{request.Content?.ReadAsStringAsync().Result}"));
            var answer = known.Learn(known.Api.Send(request).Result); // the client has a limit of time, and holds the answer against the document
            Assert.True(answer.Status < 500, Cut(answer.Text));
            counts[answer.Status] = counts.GetValueOrDefault(answer.Status) + 1;
        }, cases: 2_000, length: 250, longer: 10));
        Assert.True(counts.Where(count => count.Key < 300).Sum(count => count.Value) > counts.Values.Sum() / 4, $"Too few requests were good ones: {string.Join(", ", counts)}");
    }

    private static string Cut(string text) => text.Length > 3_000 ? text[..3_000] + "…" : text;
}
