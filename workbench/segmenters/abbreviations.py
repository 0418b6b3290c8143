"""Words written with a full stop that spaCy's data of a language lacks, without their stop.

Single letters (“z. B.”, “p. m.”, “Л. Н.”) and chains of letters (“e.g.”) need no list: `rules`
know them by their shape. In lower case; any case is understood.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ANYWHERE = "cf dr etc nr prof tel vs"
"""Understood in every language."""

_MORE = {
    "bg": "вкл вж бл бул гр др ж.к инж кв лв млн мл напр обл отд поч проф св сл ст стр т.е тел ул",
    "bn": "ড ডা ডাঃ প্রফে মো মোঃ",
    "ca": "aprox av dra núm pàg pàgs pl sra srta sr sta",
    "cs": "apod atd atp cca čís doc hod ing kap kpt mgr mil mj mjr mld mudr judr phdr rndr "
    "např nám obr odd odst okr pol popř pozn příp resp sv str stol stor tab tis tj tř tzn tzv "
    "ul vč zejm zn",
    "da": "mv skt",
    "de": "bem bes bez dipl ebf einschl engl exkl ff frz gesch insg jg kap korr math med "
    "mitgl näml österr päd psych rel resp soz tab techn theol übers ugs verf verm vorm wörtl "
    "zit zus",
    "el": "βλ γεν δηλ δρ εκδ κα καθ κεφ κλπ κτλ λεωφ οδ πρβλ σελ στρ τηλ τομ χλμ",
    "en": "al approx ave blvd capt cpl col dept ext ft hon hwy inst lt maj misc pres sgt supt univ",
    "es": "abr admón ago aprox arq avda ca cap ctra dcha dña ee esq fdo gral hno hs izq lic "
    "lun máx min mín mt nov núm oct pág págs párr pza ref sept sta sto teléf tfno uu",
    "et": "hr jne jt jj lk lp nn nt näit pr tn u.s vt",
    "fi": "dos fil kirj lis maist mm mrd nk vrt yst",
    "fr": "app bd boul chap col dép éd éds env ex fasc hab ibid inf mgr mlles mmes obs pl "
    "préf réf sq suiv tél trad",
    "hi": "डॉ प्रो पं श्री सुश्री",
    "hr": "br god itd mr npr odn str sv tj tzv ul",
    "id": "bpk dll dra drs dsb dst hlm ir jl kab kec no sdr tgl tn ny",
    "is": "bls frk hr kl nk sbr skv u.þ.b þ.e",
    "it": "amm arch cap cfr circ col dir dott dottssa ecc egr es fig geom gen gent ing mons "
    "num on pag pagg rag sen sez sig sigg spett ss tab",
    "lt": "doc gyv kt p.s psl pvz str šv žr",
    "lv": "dipl doc piem sk u.c utt",
    "mr": "डॉ प्रा श्री",
    "ms": "bil cik dll en hlm no pn tn",
    "nl": "bijv blz dhr drs ds enz evt fam ing ir jhr jl mej mevr mr mw nl plm resp st str",
    "pl": "al ang bp cdn dyr dz gen godz hab im inż itd itp jw kard km kpt lek łac łow mgr "
    "mjr mies np ob ogł os pkt pl płk por pow poz przyp red rys sp str sygn szt św "
    "tab tj tys tzn tzw ub ul wg wlkp woj wsp wyd zam zob",
    "pt": "aprox art av cap cia dra drs ed ex exma exmo fig lda ltda máx mín núm pág págs "
    "pe profa sra sras sr srs",
    "ro": "bd dna dl dvs pag str ș.a ș.a.m.d",
    "ru": "акад бул вв гг гр д-р долл доц др зав зам зв илл ин инж им коп корп млн млрд напр "
    "наз нас обл оз оп пгт пер пл пос пп пр прим просп проф р-н ред рис род руб рус св сек "
    "след см соч ср ст стр табл тел тов тыс ул ум упр экз",
    "sk": "apod atď cca čís doc hod ing kap kpt mgr mil mld mudr judr napr nám obr odd odst "
    "okr pozn resp sv str stor tab tis tj tzn tzv ul vč",
    "sl": "itd itn ipd npr oz str sv št tj tzv ul",
    "sr": "бр год др итд књ нпр одн проф стр св тзв тј ул",
    "sv": "bl.a forts fr.o.m inkl kl milj mom resp s.k sid st t.ex tekn tr",
    "tr": "alb apt av bkz böl cad çev doç gen ltd mah müh ör örn öğr sok şti tic uzm vb vd "
    "yay yrd yy",
    "uk": "акад вул год див др грн доц зв ім ін інж коп корп млн млрд напр обл оз пл пп пров "
    "прим просп проф рис рр род св сек смт ст стор стр табл тел тис тов хв",
    "vi": "bs gs nxb pgs q tp ths ts tt tx",
}

BEFORE_NAMES = _words(
    "mr mrs ms mt skt dr drs prof st rev gen gov sen rep messrs mme mlle hr fr sr sra "
    "srta vs e.g i.e p.s ps д-р проф"
)
"""A sentence never begins after these, whatever follows."""

MAY_END = _words(
    "a.m p.m etc al usw usf uvm u.s.w u.v.m ecc enz osv m.m m.fl atd atp atď apod itd itp "
    "jne jms stb vb vs dll др т.д т.п ін κλπ κτλ κ.λπ u.c utt ș.a.m.d"
)
"""A sentence may well end with these."""

BEFORE_NUMBERS = _words("no nos nr fig figs p pp vol ch art sec")
"""These abbreviate before a number only; elsewhere they are words, or end with their sentence."""


def more(lang: str) -> frozenset[str]:
    """The abbreviations of a language beside those that spaCy knows, in lower case."""
    return _words(f"{_ANYWHERE} {_MORE.get(lang, '')}")
