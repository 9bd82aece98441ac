out/crosswalks.md: \
 work.xml \
 house/house.xml \
 m.xml \
 one.xml \
 two.xml \
 house/our\ logo.svg
work.xml:
house/house.xml:
m.xml:
one.xml:
two.xml:
house/our\ logo.svg:
