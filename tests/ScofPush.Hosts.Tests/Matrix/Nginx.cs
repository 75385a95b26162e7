using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>nginx in front of a host: takes https, brings one path to the host over http, and knows no other address.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";
    private const int Attempts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _folder;

    private Nginx(Process process, string folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>A free port may be taken by another process before nginx has it: then once more.</summary>
    public static async Task<Nginx> StartAsync(Uri upstream, string path, string location, X509Certificate2 certificate)
    {
        Require();
        for (var attempt = 1; ; attempt++)
        {
            var port = FindFreePort();
            var folder = Directory.CreateTempSubdirectory("scofpush-nginx-").FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "certificate.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
            await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), Configuration(port, path, location.Replace("$upstream", upstream.Authority, StringComparison.Ordinal)));
            var process = Process.Start(new ProcessStartInfo(Program, ["-p", folder, "-e", "stderr", "-c", "nginx.conf"]) { UseShellExecute = false, RedirectStandardError = true })!;
            var nginx = new Nginx(process, folder, new Uri($"https://127.0.0.1:{port}"));
            if (await nginx.IsListeningAsync(port))
            {
                return nginx;
            }

            await nginx.DisposeAsync();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"nginx did not start: {await process.StandardError.ReadToEndAsync()}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Require()
    {
        if (!File.Exists(Program))
        {
            const string Missing = $"This host needs nginx at {Program}.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            Assert.Fail(Missing);
        }
    }

    /// <summary>One process, which runs as whoever runs the tests.</summary>
    private static string Configuration(int port, string path, string location) => $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        events { }
        http {
            access_log off;
            client_body_temp_path temp;
            proxy_temp_path temp;
            fastcgi_temp_path temp;
            uwsgi_temp_path temp;
            scgi_temp_path temp;
            server {
                listen 127.0.0.1:{{port}} ssl;
                ssl_certificate certificate.pem;
                ssl_certificate_key key.pem;
                location {{path}}/ {
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header X-Forwarded-Host $http_host;
                    {{location}}
                }
            }
        }
        """;

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsListeningAsync(int port)
    {
        var since = Stopwatch.StartNew();
        while (!_process.HasExited && since.Elapsed < Patience)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                await Task.Delay(10);
            }
        }

        return false;
    }
}
