using System.Net;
using System.Net.Sockets;

namespace LeadSail.Postgres;

/// <summary>Ports of loopback for servers that are told theirs, and come back to it after a restart.</summary>
public static class Ports
{
    /// <summary>Below those that systems give to whoever asks for any (32,768 on Linux, 49,152 elsewhere): nobody else takes one while its server is away.</summary>
    private const int Lowest = 20_000, Highest = 32_000;

    /// <summary>One that is free now.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // somebody has it
            }
        }
    }
}
