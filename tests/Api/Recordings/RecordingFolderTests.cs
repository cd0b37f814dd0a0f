using System.Text;
using LeadSail.Simulator;

namespace LeadSail.Recordings;

/// <summary>Recordings as files.</summary>
public sealed class RecordingFolderTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly Clock clock = new();
    private readonly RecordingFolder folder;

    public RecordingFolderTests()
    {
        folder = new RecordingFolder(Path.Combine(temp.Path, "recordings"), mostBytes: 250, clock);
        folder.Prepare();
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public void What_was_not_played_for_longest_goes_first()
    {
        Keep("int_1");
        Keep("int_2");
        Assert.True(Plays("int_1"));
        Keep("int_3");
        Assert.Equal(["int_1", "int_3"], Kept());

        Keep("int_4", bytes: 250);
        Assert.Equal(["int_4"], Kept());
        Keep("int_5", bytes: 10);
        Assert.Equal(["int_5"], Kept());
    }

    [Fact]
    public void What_has_begun_is_not_there_yet_and_a_new_start_clears_it_away()
    {
        using (var begun = folder.Begin(new("org_1", "int_1")))
        {
            begun.Write("half"u8);
        }

        Assert.False(Plays("int_1"));
        Assert.Empty(Kept());
        folder.Prepare();
        Assert.Empty(Directory.GetFiles(temp.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_is_played_can_be_deleted_and_is_heard_to_its_end()
    {
        Keep("int_1");
        using var playing = folder.Open(new("org_1", "int_1"))!.Content;
        folder.Delete(new("org_1", "int_1"));
        Assert.False(Plays("int_1"));
        Assert.Equal(100, new StreamReader(playing, Encoding.ASCII).ReadToEnd().Length);
    }

    [Fact]
    public void Organizations_do_not_share_files()
    {
        Keep("int_1");
        Assert.Null(folder.Open(new("org_2", "int_1")));
        folder.Delete(new("org_2", "int_1"));
        Assert.True(Plays("int_1"));
    }

    [Theory]
    [InlineData("..", "int_1")]
    [InlineData("org_1", "..")]
    [InlineData("org_1", "../org_2/int_1")]
    [InlineData("org_1", "a\\b")]
    [InlineData("/etc", "passwd")]
    [InlineData("org_1", "")]
    [InlineData("org_1", "int_1.mp3")]
    [InlineData("org_1", "int\0")]
    public void A_name_that_might_lead_elsewhere_is_refused(string organizationId, string interactionId) =>
        Assert.Throws<ArgumentException>(() => new RecordingKey(organizationId, interactionId));

    private void Keep(string id, int bytes = 100)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        var key = new RecordingKey("org_1", id);
        using var begun = folder.Begin(key);
        begun.Write(new byte[bytes]);
        folder.Keep(key, begun.Name, "audio/mpeg");
    }

    private bool Plays(string id)
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        using var content = folder.Open(new("org_1", id))?.Content;
        return content is not null;
    }

    private string[] Kept() => [.. folder.Keys().Select(key => key.InteractionId).Order(StringComparer.Ordinal)];

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public void Advance(TimeSpan by) => now += by;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
