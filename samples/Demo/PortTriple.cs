using System.Net;
using System.Net.Sockets;

namespace Demo;

/// <summary>Three neighbouring ports. They carry the names that the browser sees and the addresses that the servers call.</summary>
internal sealed record PortTriple(int Shop)
{
    public const int LastStart = IPEndPoint.MaxPort - 2;

    public int Bank => Shop + 1;

    public int Network => Shop + 2;

    public string ShopAddress => $"http://shop.localhost:{Shop}";

    public string BankAddress => $"http://bank.localhost:{Bank}";

    public string NetworkAddress => $"http://network.localhost:{Network}";

    /// <summary>The first three free ports from <paramref name="start"/> on, in steps of ten so that the last digits stay.</summary>
    public static PortTriple FirstFree(int start)
    {
        for (var port = start; port <= LastStart; port += 10)
        {
            if (Enumerable.Range(port, 3).All(IsFree))
            {
                return new PortTriple(port);
            }
        }

        throw new InvalidOperationException($"There are no three free ports from {start} on.");
    }

    private static bool IsFree(int port) => IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port);

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException fault)
        {
            // Without IPv6 nothing can be in the way there.
            return fault.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
