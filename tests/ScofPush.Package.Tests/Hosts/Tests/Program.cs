// The host's tests: a program on ASP.NET Core, but no host.
return;
